package dev.damson.edge.kernel;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file descriptor, closed once; using it afterwards is refused, since the number may mean something else by then. */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private final AtomicInteger number;

    public Descriptor(long number) {
        this.number = new AtomicInteger(Math.toIntExact(number));
    }

    /** @throws IllegalStateException if it is closed */
    public int number() {
        var open = number.get();
        if (open == CLOSED) {
            throw new IllegalStateException("the file descriptor is closed already");
        }
        return open;
    }

    /** What procfs shows of this descriptor, such as {@code anon_inode:bpf-map}. */
    public Path link() {
        return Path.of("/proc/self/fd/" + number());
    }

    @Override
    public void close() {
        var open = number.getAndSet(CLOSED);
        if (open != CLOSED) {
            // Linux has released the number even where close reports an error, so there is nothing to do about one.
            Syscall.CLOSE.attempt(open, 0, 0);
        }
    }
}
