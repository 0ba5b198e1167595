package dev.damson.e2e.product;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for something that other processes or the kernel bring about. */
public final class Await {
    /** Far more than a loaded machine needs; only a failure waits that long. */
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, DEADLINE, condition);
    }

    /** @throws IllegalStateException if it does not come true in time; names what was awaited */
    public static void until(String what, Duration deadline, Callable<Boolean> condition) throws Exception {
        found(what, deadline, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /** As {@link #until}, for something to go on with. */
    public static <T> T found(String what, Duration deadline, Callable<Optional<T>> search) throws Exception {
        var end = System.nanoTime() + deadline.toNanos();
        for (var found = search.call(); ; found = search.call()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + deadline.toSeconds() + " s in vain: " + what);
            }
            Thread.sleep(PAUSE);
        }
    }
}
