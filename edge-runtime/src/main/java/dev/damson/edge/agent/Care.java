package dev.damson.edge.agent;

import dev.damson.edge.kernel.net.Netns;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread in the guarded namespace that does, again and again, what has to be done in time. */
final class Care implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Care.class);

    /** SEMANTICS, service insertion: a probe every 200 ms. */
    private static final Duration PROBE_EVERY = Duration.ofMillis(200);

    /** Rounds of probes between two sweeps and reports, which so come every second. */
    private static final int SWEEP_EVERY = 5;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** @param namespace may be closed when this returns */
    Care(Netns namespace, Runnable probe, Runnable everySecond) {
        var entered = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("edge-care").daemon(true).unstarted(() -> {
            try {
                namespace.enter();
            } finally {
                entered.countDown();
            }
            run(probe, everySecond);
        });
        thread.start();
        try {
            entered.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable probe, Runnable everySecond) {
        var next = System.nanoTime();
        for (var round = 0L; !stop(next - System.nanoTime()); round++) {
            guarded(probe);
            if (round % SWEEP_EVERY == 0) {
                guarded(everySecond);
            }
            // After a pause of the whole process, such as a suspended host, rounds are not made up for.
            next = Math.max(next + PROBE_EVERY.toNanos(), System.nanoTime());
        }
    }

    private boolean stop(long afterNanos) {
        try {
            return stopped.await(Math.max(0, afterNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /** What fails once is tried again in the next round. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            LOG.warn("a regular task failed and will be tried again", failed);
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
