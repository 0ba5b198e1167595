package dev.damson.edge.kernel.net;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** One platform thread in one network namespace that does, in order, what has to be done there. */
public final class NamespaceThread implements Executor, AutoCloseable {
    private final ExecutorService thread;

    private NamespaceThread(String threadName) {
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(threadName).daemon(true).factory());
    }

    /**
     * @param namespace may be closed afterwards
     * @throws dev.damson.edge.kernel.KernelException if it cannot be entered
     */
    public static NamespaceThread in(Netns namespace) {
        var entered = new NamespaceThread("in " + namespace.name());
        try {
            entered.run(namespace::enter);
            return entered;
        } catch (RuntimeException refused) {
            entered.close();
            throw refused;
        }
    }

    /** Does a task there and waits for what it returns or throws. */
    public <T> T get(Supplier<T> task) {
        return outcome(submit(task::get));
    }

    /** Does a task there and waits for its end. */
    public void run(Runnable task) {
        outcome(thread.submit(task));
    }

    /** Does a task there some time; its outcome is in the future. */
    public <T> Future<T> submit(Callable<T> task) {
        return thread.submit(task);
    }

    /** Does a task there some time; what it throws goes to the thread's handler of uncaught exceptions. */
    @Override
    public void execute(Runnable task) {
        // An exception that left a task would end the thread, and its successor would be in another namespace.
        var done = thread.submit(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error uncaught) {
                var current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, uncaught);
            }
        });
        assert done != null;
    }

    private static <T> T outcome(Future<T> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a task threw what it could not", failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a task was under way in a namespace", interrupted);
        }
    }

    /** Waits for the tasks that were given. */
    @Override
    public void close() {
        thread.close();
    }
}
