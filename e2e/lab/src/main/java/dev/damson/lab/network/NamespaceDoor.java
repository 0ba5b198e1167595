package dev.damson.lab.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One platform thread that steps into a namespace, does one short thing and steps back. A socket belongs for ever to the
 * namespace in which it was opened, so only the opening has to happen here; setns(2) counts for a thread, not a process.
 */
final class NamespaceDoor {
    /** One for the process: the thread's home is the namespace in which the process began. */
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("namespace-door").factory());

    private NamespaceDoor() {}

    static <T> T inside(Path namespace, Callable<T> work) throws IOException {
        try {
            return THREAD.submit(() -> visit(namespace, work)).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted at the door of the namespace \"" + namespace + "\"", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw new IOException("in the namespace \"" + namespace + "\": " + failed.getCause(), failed.getCause());
        }
    }

    private static <T> T visit(Path namespace, Callable<T> work) throws Exception {
        var home = Libc.openNamespace("/proc/thread-self/ns/net");
        try {
            var target = Libc.openNamespace(namespace.toString());
            try {
                Libc.enterNetworkNamespace(target);
            } finally {
                Libc.close(target);
            }
            try {
                return work.call();
            } finally {
                Libc.enterNetworkNamespace(home);
            }
        } finally {
            Libc.close(home);
        }
    }
}
