package dev.damson.edge.agent;

import dev.damson.edge.kernel.net.LinkWatch;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.Netns;
import java.time.Duration;

/** A thread that hears of interfaces coming, going and changing in the guarded namespace. */
final class LinkWatcher implements AutoCloseable {
    /** Only how long ending takes if its wake-up should be missed. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LinkWatch watch;
    private final Thread thread;
    private volatile boolean running = true;

    /** @param changed does not wait for what it starts */
    LinkWatcher(Netns namespace, Runnable changed) {
        try (var inside = NamespaceThread.in(namespace)) {
            watch = inside.get(LinkWatch::open);
        }
        thread = Thread.ofPlatform().name("edge-links").daemon(true).unstarted(() -> {
            while (running) {
                if (!watch.await(PATIENCE).isEmpty() && running) {
                    changed.run();
                }
            }
        });
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        running = false;
        watch.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }
}
