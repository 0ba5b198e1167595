package dev.damson.tap.store.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Keeps those apart, in whatever process, who change segments of a tenant that are published. */
public final class TenantLock {
    private static final String LOCK = "merge.lock";

    /** Work on a tenant's segments. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    private TenantLock() {}

    /** Does the work if nobody else is at work; returns whether it was done. */
    public static boolean tryWith(TenantFolder tenant, Work work) throws IOException {
        try (var channel = FileChannel.open(
                        tenant.root().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            work.run();
            return true;
        } catch (OverlappingFileLockException anotherThread) {
            return false;
        }
    }
}
