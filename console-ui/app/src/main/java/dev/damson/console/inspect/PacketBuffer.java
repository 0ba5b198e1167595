package dev.damson.console.inspect;

import dev.damson.tap.live.TappedPacket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The newest packets of a view: what is shown, and what waits until the person wants it. Safe for many threads; bounded,
 * the oldest go first.
 */
final class PacketBuffer {
    /** More rows than this nobody scrolls through; search is for the rest. */
    static final int MOST_SHOWN = 1_000;

    private final boolean payload;
    private final Deque<SeenPacket> waiting = new ArrayDeque<>();
    private final Deque<SeenPacket> shown = new ArrayDeque<>();
    private long count;
    private long passedOver;

    PacketBuffer(boolean payload) {
        this.payload = payload;
    }

    synchronized void arrived(List<TappedPacket> packets) {
        for (var packet : packets) {
            waiting.addFirst(SeenPacket.of(++count, packet, payload));
            if (waiting.size() > MOST_SHOWN) {
                waiting.removeLast();
                passedOver++;
            }
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Packets that came and went while the view was held. */
    synchronized long passedOver() {
        return passedOver;
    }

    /** What waits becomes shown. True if there was anything. */
    synchronized boolean take() {
        var any = !waiting.isEmpty();
        if (any) {
            // Edges and batches overtake each other: a person reads by time.
            var all = new ArrayList<>(waiting);
            all.addAll(shown);
            all.sort(Comparator.comparing(SeenPacket::time)
                    .thenComparingLong(SeenPacket::number)
                    .reversed());
            waiting.clear();
            shown.clear();
            all.stream().limit(MOST_SHOWN).forEach(shown::addLast);
        }
        return any;
    }

    /** Newest first. */
    synchronized List<SeenPacket> shown() {
        return new ArrayList<>(shown);
    }

    synchronized void clear() {
        waiting.clear();
        shown.clear();
    }
}
