package dev.damson.e2e.bench;

import dev.damson.tap.names.Names;
import dev.damson.tap.session.SessionTable;
import dev.damson.tap.store.search.CaptureSearch;
import dev.damson.tap.store.search.Query;
import dev.damson.tap.store.search.QueryException;
import dev.damson.tap.store.search.QueryParser;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.StoredPackets;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentWriter;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.SectionBuilder;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.topic.Topics;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What the capture store answers in what time, how fast packets leave it, and what live sessions take of memory. */
final class StoreBench {
    private static final int SEGMENTS = 10;
    private static final int SESSIONS_EACH = 1_000_000;
    private static final int QUESTIONS = 40;
    private static final int PAGE = 50;
    private static final int BUCKETS = 120;
    private static final int SEARCH_GOAL_MILLIS = 300;
    private static final int HISTOGRAM_GOAL_MILLIS = 500;

    private static final int LIVE = 1_000_000;
    private static final int LIVE_BATCH = 20_000;

    private static final int PACKET_BYTES = 1_500;
    private static final int EXPORTED = 200_000;
    private static final long FLUSH_BYTES = 16 << 20;
    private static final int EXPORT_GOAL = 150;
    private static final int EXPORT_ROUNDS = 3;

    private StoreBench() {}

    static void run(PrintStream out) throws Exception {
        memory(out);
        var folder = Files.createTempDirectory("damson-bench");
        try {
            searching(out, folder.resolve("sessions"));
            exporting(out, folder.resolve("packets"));
        } finally {
            TapBench.delete(folder);
        }
    }

    /** The heap that sessions take which have had one packet each. */
    private static void memory(PrintStream out) throws Exception {
        long before = used();
        var table = new SessionTable(LIVE);
        for (int first = 0; first < LIVE; first += LIVE_BATCH) {
            for (var section : TapLoad.flows(first, LIVE_BATCH)) {
                for (var packet : SectionReader.read(section).packets()) {
                    table.add(packet, 0);
                }
            }
        }
        long bytes = used() - before;
        out.printf(
                "%-52s %,9d MB, %d B each%n",
                "heap at %,d live sessions".formatted(table.size()), bytes >> 20, bytes / table.size());
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int again = 0; again < 3; again++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void searching(PrintStream out, Path store) throws Exception {
        var end = SessionFiles.END;
        try (var files = new SessionFiles(store)) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                files.write(segment, SESSIONS_EACH);
            }
        }
        try (var search = new CaptureSearch(store)) {
            var whole = SearchRequest.of(TapLoad.TENANT, SessionFiles.BEGIN, end, Query.ALL);
            search.histogram(whole, BUCKETS);
            var found = new long[QUESTIONS];
            var hour = new long[QUESTIONS];
            for (int question = 0; question < QUESTIONS; question++) {
                found[question] = nanos(search, request(question, SessionFiles.BEGIN, end));
                var from = SessionFiles.BEGIN.plus(Duration.ofMinutes(6L * question));
                hour[question] = nanos(search, request(question, from, from.plus(Duration.ofHours(1))));
            }
            var all = "%,d sessions".formatted((long) SEGMENTS * SESSIONS_EACH);
            print(out, all + ", one field, an hour of ten", hour, SEARCH_GOAL_MILLIS);
            print(out, all + ", one field, all of the time", found, SEARCH_GOAL_MILLIS);
            var drawn = new long[QUESTIONS];
            for (int question = 0; question < QUESTIONS; question++) {
                var request = question % 2 == 0 ? whole : request(question, SessionFiles.BEGIN, end);
                long begun = System.nanoTime();
                search.histogram(request, BUCKETS);
                drawn[question] = System.nanoTime() - begun;
            }
            print(out, all + ", histogram", drawn, HISTOGRAM_GOAL_MILLIS);
        }
    }

    private static SearchRequest request(int question, Instant from, Instant to) throws QueryException {
        var text = switch (question % 4) {
            case 0 -> "src.ip = 10.1.%d.%d".formatted(question % 64, question % 250);
            case 1 -> "dst.port = " + (1_000 + question);
            case 2 -> "http.host = host-%d.shop".formatted(question);
            default -> "verdict = denied";
        };
        return SearchRequest.of(TapLoad.TENANT, from, to, QueryParser.parse(text));
    }

    private static long nanos(CaptureSearch search, SearchRequest request) {
        long begun = System.nanoTime();
        search.sessions(request, Optional.empty(), PAGE);
        return System.nanoTime() - begun;
    }

    private static void print(PrintStream out, String what, long[] nanos, int goalMillis) {
        Arrays.sort(nanos);
        out.printf(
                "%-52s %9.0f ms %9.0f ms %9d ms%n",
                what + ", p50, p95", nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 95 / 100] / 1e6, goalMillis);
    }

    /** From the files of the store to one pcapng in the order of time. */
    private static void exporting(PrintStream out, Path store) throws Exception {
        var load = TapLoad.of(PACKET_BYTES, EXPORTED, 40);
        try (var writer = new SegmentWriter(store, Names.NONE)) {
            var tenant = new TenantFolder(store, TapLoad.TENANT);
            var segment = new PacketSegment(Topics.tap(TapLoad.TENANT), 0, 0, Names.NONE);
            long offset = 0;
            for (var section : load.sections()) {
                segment.add(offset++, section);
                if (segment.size() >= FLUSH_BYTES) {
                    writer.write(segment, tenant);
                    segment = new PacketSegment(Topics.tap(TapLoad.TENANT), 0, offset, Names.NONE);
                }
            }
            writer.write(segment, tenant);
        }
        try (var search = new CaptureSearch(store)) {
            var packets = new StoredPackets(search);
            var request = SearchRequest.of(
                    TapLoad.TENANT, TapLoad.BEGIN.minusSeconds(1), TapLoad.BEGIN.plus(Duration.ofHours(1)), Query.ALL);
            var best = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);
            for (int round = 0; round < EXPORT_ROUNDS; round++) {
                best = best.least(Cost.of(() -> export(packets, request)));
            }
            out.printf(
                    "%-52s %9.0f MB/s %20s %d MB/s%n",
                    "store → one pcapng, %,d B packets".formatted(PACKET_BYTES),
                    load.bytes() / best.seconds() / 1e6,
                    "goal",
                    EXPORT_GOAL);
        }
    }

    private static void export(StoredPackets packets, SearchRequest request) throws Exception {
        var section = new SectionBuilder("bench");
        int port = section.interfaceId("bench", "bench");
        try (var out = OutputStream.nullOutputStream()) {
            packets.export(request, packet -> {
                section.add(new CapturedPacket(
                        port,
                        packet.unixNanos(),
                        packet.originalLength(),
                        packet.data(),
                        packet.inbound(),
                        packet.dropped(),
                        packet.facts()));
                out.write(section.take());
            });
        }
    }
}
