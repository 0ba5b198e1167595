package dev.damson.lab;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something that other threads or the kernel bring about. */
public final class Await {
    /** Far more than a loaded machine needs; only a failing test waits that long. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + DEADLINE.toSeconds() + " s in vain: " + what);
            }
            Thread.sleep(PAUSE);
        }
    }
}
