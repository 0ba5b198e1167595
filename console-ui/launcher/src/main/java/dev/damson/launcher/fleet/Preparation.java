package dev.damson.launcher.fleet;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.process.Component;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A component that is being made ready to start on a thread of its own. */
final class Preparation {
    private final FutureTask<Component> task;

    private Preparation(FutureTask<Component> task) {
        this.task = task;
    }

    static Preparation of(Callable<Component> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("prepare").start(task);
        return new Preparation(task);
    }

    Component await() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal("stopped while the servers were prepared", stopped);
        }
    }
}
