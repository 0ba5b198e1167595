package dev.damson.edge.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * Waiting on one descriptor in a way that another thread can end: ppoll(2) on it and on an eventfd of our own. It is
 * ppoll, not epoll, because poll looks at the descriptor when it begins; epoll would sleep on data that came without a
 * wake-up.
 *
 * <p>One thread waits; any thread wakes.
 */
public final class Wakeable implements AutoCloseable {
    private static final short POLLIN = 1;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final long POLLFD_BYTES = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Descriptor watched;
    private final Descriptor alarm;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, JAVA_LONG.byteAlignment());
    private final MemorySegment patience = arena.allocate(JAVA_LONG, 2);
    private final MemorySegment count = arena.allocate(JAVA_LONG);

    /** @param watched stays its owner's to close, after this */
    public Wakeable(Descriptor watched) {
        this.watched = watched;
        alarm = new Descriptor(Syscall.EVENTFD2.call("of a waiting thread", "", 0, EFD_CLOEXEC | EFD_NONBLOCK, 0));
    }

    /**
     * Waits until the descriptor is readable, {@link #wakeUp} is called (or was, since the last wait) or the time is up.
     *
     * @return whether the descriptor is readable
     */
    public boolean awaitReadable(Duration atMost) {
        pollFor(0, watched);
        pollFor(1, alarm);
        patience.setAtIndex(JAVA_LONG, 0, atMost.toNanos() / NANOS_PER_SECOND);
        patience.setAtIndex(JAVA_LONG, 1, atMost.toNanos() % NANOS_PER_SECOND);
        var ready = Syscall.PPOLL.attempt(polled.address(), 2, patience.address(), 0, 0, 0);
        if (ready < 0) {
            var errno = new Errno((int) -ready);
            if (errno.equals(Errno.EINTR)) {
                return false;
            }
            throw new KernelException("ppoll", errno, "");
        }
        if (readable(1)) {
            Syscall.READ.attempt(alarm.number(), count.address(), JAVA_LONG.byteSize());
        }
        return readable(0);
    }

    /** Ends the current wait of the other thread, or its next one. */
    public void wakeUp() {
        try (var ours = Arena.ofConfined()) {
            var one = ours.allocateFrom(JAVA_LONG, 1);
            // EAGAIN would mean that the counter is full: the waiter is woken all the same.
            Syscall.WRITE.attempt(alarm.number(), one.address(), JAVA_LONG.byteSize());
        }
    }

    private void pollFor(int index, Descriptor descriptor) {
        polled.set(JAVA_INT, index * POLLFD_BYTES, descriptor.number());
        polled.set(JAVA_SHORT, index * POLLFD_BYTES + 4, POLLIN);
        polled.set(JAVA_SHORT, index * POLLFD_BYTES + 6, (short) 0);
    }

    private boolean readable(int index) {
        return polled.get(JAVA_SHORT, index * POLLFD_BYTES + 6) != 0;
    }

    @Override
    public void close() {
        alarm.close();
        arena.close();
    }
}
