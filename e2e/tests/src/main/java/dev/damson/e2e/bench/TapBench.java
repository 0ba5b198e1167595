package dev.damson.e2e.bench;

import dev.damson.e2e.product.RunningProduct;
import dev.damson.tap.names.Names;
import dev.damson.tap.session.SessionTable;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentWriter;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.topic.Topics;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What tapped packets cost on their way from a record to the store, and how soon they are seen. */
final class TapBench {
    private static final int SMALL = 128;
    private static final int LARGE = 1_500;
    private static final int PACKETS = 400_000;
    /** Large packets are fewer: they have to fit in the heap. */
    private static final int LARGE_PACKETS = 100_000;

    private static final int PACKETS_EACH = 40;
    private static final int ROUNDS = 5;
    private static final long FLUSH_BYTES = 16 << 20;
    private static final int SMALL_GOAL = 250_000;

    private TapBench() {}

    static void run(PrintStream out) throws Exception {
        processing(out);
        StoreBench.run(out);
        try (var product = RunningProduct.start()) {
            new KafkaTapBench(product).run(out, TapLoad.of(SMALL, PACKETS, PACKETS_EACH), SMALL_GOAL);
            new TailBench(product).run(out);
            new SearchBench(product).run(out);
        }
    }

    /** Without the product: from a record's bytes on. */
    static void processing(PrintStream out) throws Exception {
        out.println("One thread; the best of " + ROUNDS + " rounds, the first ones warm up.");
        out.printf(
                "%-36s %12s %10s %24s %12s%n", "tapped packets", "packets/s", "MB/s", "packets per CPU second", "goal");
        for (var load :
                new TapLoad[] {TapLoad.of(SMALL, PACKETS, PACKETS_EACH), TapLoad.of(LARGE, LARGE_PACKETS, PACKETS_EACH)
                }) {
            var goal = load.packetBytes() == SMALL ? Integer.toString(SMALL_GOAL) : "";
            row(out, "record → session, " + load.packetBytes() + " B", load, goal, TapBench::sessions);
            row(out, "record → stored segment, " + load.packetBytes() + " B", load, goal, TapBench::stored);
        }
    }

    private interface Stage {
        void run(TapLoad load) throws Exception;
    }

    private static void row(PrintStream out, String what, TapLoad load, String goal, Stage stage) throws Exception {
        var best = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            best = best.least(Cost.of(() -> stage.run(load)));
        }
        print(out, what, load, best, goal);
    }

    static void print(PrintStream out, String what, TapLoad load, Cost cost, String goal) {
        out.printf(
                "%-36s %,12.0f %10.1f %,24.0f %12s%n",
                what,
                load.packets() / cost.seconds(),
                load.bytes() / cost.seconds() / 1e6,
                load.packets() / cost.processorSeconds(),
                goal);
    }

    private static void sessions(TapLoad load) throws Exception {
        var table = new SessionTable(50_000);
        for (var section : load.sections()) {
            for (var packet : SectionReader.read(section).packets()) {
                table.add(packet, 0);
            }
        }
    }

    private static void stored(TapLoad load) throws Exception {
        var folder = Files.createTempDirectory("damson-bench");
        try (var writer = new SegmentWriter(folder, Names.NONE)) {
            long offset = 0;
            var segment = new PacketSegment(Topics.tap(TapLoad.TENANT), 0, 0, Names.NONE);
            var tenant = new TenantFolder(folder, TapLoad.TENANT);
            for (var section : load.sections()) {
                segment.add(offset++, section);
                if (segment.size() >= FLUSH_BYTES || segment.full()) {
                    writer.write(segment, tenant);
                    segment = new PacketSegment(Topics.tap(TapLoad.TENANT), 0, offset, Names.NONE);
                }
            }
            writer.write(segment, tenant);
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) throws Exception {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
