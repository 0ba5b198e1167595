package dev.damson.console.inspect;

import dev.damson.tap.live.TappedPacket;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The newest packets of a view that a filter wants: what is shown, and what waits until the person wants it. A packet
 * that is wanted is not pushed out by those that are not. Safe for many threads; bounded, the oldest go first.
 */
final class PacketBuffer {
    /** More rows than this nobody scrolls through; search is for the rest. */
    static final int MOST_SHOWN = 1_000;

    private static final Comparator<SeenPacket> NEWEST_FIRST = Comparator.comparing(SeenPacket::time)
            .thenComparingLong(SeenPacket::number)
            .reversed();

    private final boolean payload;
    private Predicate<SeenPacket> wanted;
    /** The newest of all, as they came: one may become wanted when the filter changes or a name becomes known. */
    private final Deque<SeenPacket> recent = new ArrayDeque<>();
    /** Wanted ones that are no longer recent. */
    private final Deque<SeenPacket> kept = new ArrayDeque<>();

    private List<SeenPacket> shown = List.of();
    private long count;
    private long taken;
    private long passedOver;

    /** @param wanted may read a packet's names and decode it; called with this buffer's lock held */
    PacketBuffer(boolean payload, Predicate<SeenPacket> wanted) {
        this.payload = payload;
        this.wanted = wanted;
    }

    synchronized void arrived(List<TappedPacket> packets) {
        for (var packet : packets) {
            recent.addFirst(SeenPacket.of(++count, packet, payload));
            if (recent.size() > MOST_SHOWN) {
                keep(recent.removeLast());
            }
        }
    }

    private void keep(SeenPacket packet) {
        if (wanted.test(packet)) {
            kept.addFirst(packet);
            if (kept.size() > MOST_SHOWN && isNew(kept.removeLast())) {
                passedOver++;
            }
        }
    }

    /** Whether packets came at all, wanted or not. */
    synchronized boolean any() {
        return count > 0;
    }

    /** Wanted packets that are not shown yet. */
    synchronized int waiting() {
        return (int) found().filter(this::isNew).count();
    }

    /** Wanted packets that came and went while the view was held. */
    synchronized long passedOver() {
        return passedOver;
    }

    /** Another filter, for what is here and for what comes; what waits becomes shown. */
    synchronized void want(Predicate<SeenPacket> filter) {
        wanted = filter;
        kept.removeIf(filter.negate());
        show();
    }

    /** What waits becomes shown. True if anything came since. */
    synchronized boolean take() {
        var any = taken < count;
        if (any) {
            show();
        }
        return any;
    }

    private void show() {
        // Edges and batches overtake each other: a person reads by time.
        var all = found().sorted(NEWEST_FIRST).toList();
        shown = all.stream().limit(MOST_SHOWN).toList();
        passedOver += all.stream().skip(MOST_SHOWN).filter(this::isNew).count();
        taken = count;
    }

    private Stream<SeenPacket> found() {
        return Stream.concat(recent.stream().filter(wanted), kept.stream());
    }

    private boolean isNew(SeenPacket packet) {
        return packet.number() > taken;
    }

    /** Newest first. */
    synchronized List<SeenPacket> shown() {
        return shown;
    }
}
