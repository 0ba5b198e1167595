package dev.damson.tap.store.search;

import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SectionIndex;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.wire.pcapng.CapturedPacket;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** Packets of stored sessions. */
public final class StoredPackets {
    /** Partitions are read side by side; within one a packet is late by a few seconds' worth at most. */
    private static final int REORDERED = 8_192;

    /** Of one export; more are a question to be narrowed. */
    private static final int MOST_SESSIONS = 1_000_000;

    /** Segments are merged now and then: whoever misses a file so often has found a damaged store. */
    private static final int ATTEMPTS = 3;

    private final CaptureSearch search;

    public StoredPackets(CaptureSearch search) {
        this.search = search;
    }

    /** Receives packets in the order of their time. */
    @FunctionalInterface
    public interface Sink {
        void packet(CapturedPacket packet) throws IOException;
    }

    private record Key(String domain, String tap, long flow, int point) {}

    private record Part(String segment, long[] places) {}

    /**
     * The packets of one session that lie in the request's time, in order; so many at most.
     *
     * @throws IOException if a file cannot be read
     */
    public List<CapturedPacket> of(SearchRequest request, SessionRow session, int most) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return read(request, session, most);
            } catch (NoSuchFileException merged) {
                // Its segment was merged into another between the question and the reading: that one is asked then.
                if (attempt == ATTEMPTS) {
                    throw merged;
                }
            }
        }
    }

    private List<CapturedPacket> read(SearchRequest request, SessionRow session, int most) throws IOException {
        var own = new SearchRequest(
                request.tenant(),
                Optional.of(session.domain()),
                Optional.of(session.tap()),
                request.from(),
                request.to(),
                Query.ALL);
        var parts = search.<List<Part>>parts(own, session.flow(), session.point(), rows -> {
            var found = new ArrayList<Part>();
            while (rows.next()) {
                found.add(new Part(
                        rows.getString(1), longs((Object[]) rows.getArray(2).getArray())));
            }
            return found;
        });
        var folders = new HashMap<String, SegmentManifest>();
        var tenant = search.tenant(request.tenant());
        tenant.segments().forEach(segment -> folders.put(segment.name(), segment));
        var packets = new ArrayList<CapturedPacket>();
        for (var part : parts) {
            var segment = folders.get(part.segment());
            if (segment != null && packets.size() < most) {
                try (var file = new SectionIndex(tenant.file(segment, PacketSegment.PACKETS))) {
                    packets.addAll(file.packets(part.places()));
                }
            }
        }
        packets.sort(Comparator.comparingLong(CapturedPacket::unixNanos));
        return packets.size() > most ? List.copyOf(packets.subList(0, most)) : packets;
    }

    private static long[] longs(Object[] values) {
        var longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = ((Number) values[i]).longValue();
        }
        return longs;
    }

    /**
     * Gives every packet of the matching sessions that lies in the request's time.
     *
     * @throws IOException if a file cannot be read or the sink fails
     * @throws SearchException also if there are more sessions than one export takes
     */
    public Coverage export(SearchRequest request, Sink sink) throws IOException {
        var wanted = keys(request);
        var tenant = search.tenant(request.tenant());
        var segments = SegmentList.of(tenant, PacketSegment.PACKETS, request.fromNanos(), request.toNanos());
        var queue = new PriorityQueue<CapturedPacket>(Comparator.comparingLong(CapturedPacket::unixNanos));
        Map<Integer, List<SegmentManifest>> partitions = new HashMap<>();
        for (var segment : segments.segments()) {
            partitions
                    .computeIfAbsent(segment.partition(), unknown -> new ArrayList<>())
                    .add(segment);
        }
        var streams = new PriorityQueue<PacketRun>(Comparator.comparingLong(PacketRun::nextNanos));
        try {
            for (var partition : partitions.values()) {
                partition.sort(Comparator.comparingLong(SegmentManifest::firstOffset));
                var run = new PacketRun(tenant, partition);
                if (run.advance()) {
                    streams.add(run);
                } else {
                    run.close();
                }
            }
            while (!streams.isEmpty()) {
                var run = streams.remove();
                for (var packet : run.section()) {
                    if (inTime(packet, request)
                            && wanted.map(keys -> keys.contains(key(packet))).orElse(true)) {
                        queue.add(packet);
                    }
                }
                while (queue.size() > REORDERED) {
                    sink.packet(queue.remove());
                }
                if (run.advance()) {
                    streams.add(run);
                } else {
                    run.close();
                }
            }
        } finally {
            for (var run : streams) {
                run.close();
            }
        }
        while (!queue.isEmpty()) {
            sink.packet(queue.remove());
        }
        return segments.coverage();
    }

    private static boolean inTime(CapturedPacket packet, SearchRequest request) {
        var facts = packet.facts();
        return packet.unixNanos() >= request.fromNanos()
                && packet.unixNanos() < request.toNanos()
                && request.domain().map(facts.getDomain()::equals).orElse(true)
                && request.tap().map(facts.getTap()::equals).orElse(true);
    }

    private static Key key(CapturedPacket packet) {
        var facts = packet.facts();
        return new Key(
                facts.getDomain(),
                facts.getTap(),
                facts.getFlowId(),
                facts.getEnd().getNumber());
    }

    /** Which sessions are wanted; empty: all of them. */
    private Optional<Set<Key>> keys(SearchRequest request) {
        if (request.query().equals(Query.ALL)) {
            return Optional.empty();
        }
        var sql = "SELECT domain, tap, flow, point FROM session WHERE %s LIMIT " + (MOST_SESSIONS + 1);
        Set<Key> found = search.<Set<Key>>ask(request, sql, List.of(), Set.of(), rows -> {
                    var keys = new HashSet<Key>();
                    while (rows.next()) {
                        keys.add(new Key(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getInt(4)));
                    }
                    return keys;
                })
                .value();
        if (found.size() > MOST_SESSIONS) {
            throw new SearchException("more than " + MOST_SESSIONS + " sessions match: narrow the query or the time");
        }
        return Optional.of(found);
    }
}
