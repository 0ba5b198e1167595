package dev.damson.e2e.edge;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting for what happens soon, with a deadline that only a failure reaches. */
final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + DEADLINE.toSeconds() + " s in vain: " + what);
            }
            Thread.sleep(PAUSE);
        }
    }
}
