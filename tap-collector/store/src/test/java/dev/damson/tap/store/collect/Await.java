package dev.damson.tap.store.collect;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, at most for a minute. */
final class Await {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(50);

    private Await() {}

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + MOST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + MOST + " still not: " + what);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
