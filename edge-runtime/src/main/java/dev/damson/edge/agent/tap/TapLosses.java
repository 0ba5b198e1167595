package dev.damson.edge.agent.tap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What became of a tap's packets after the kernel handed them over, by the tap's number. Safe for many threads. */
public final class TapLosses {
    private final Map<Integer, Counts> counts = new ConcurrentHashMap<>();

    private static final class Counts {
        final AtomicLong copied = new AtomicLong();
        final AtomicLong lostInQueue = new AtomicLong();
        final AtomicLong untold = new AtomicLong();
    }

    private Counts of(int tap) {
        return counts.computeIfAbsent(tap, _ -> new Counts());
    }

    void copied(int tap, int packets) {
        of(tap).copied.addAndGet(packets);
    }

    /** Packets that had been counted as handed over will not arrive. */
    void lost(int tap, int packets) {
        of(tap).copied.addAndGet(-packets);
        of(tap).lostInQueue.addAndGet(packets);
        of(tap).untold.addAndGet(packets);
    }

    /** Packets that did not get into the ring. */
    public void lostInRing(int tap, long packets) {
        of(tap).untold.addAndGet(packets);
    }

    /** Losses that no packet has told of yet; the caller tells of them. */
    long takeUntold(int tap) {
        return of(tap).untold.getAndSet(0);
    }

    /** Packets handed to Kafka, since the start of this process. */
    public long copied(int tap) {
        return of(tap).copied.get();
    }

    /** Packets for which the queue had no room, or that Kafka did not take. */
    public long lostInQueue(int tap) {
        return of(tap).lostInQueue.get();
    }
}
