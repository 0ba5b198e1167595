package dev.damson.tap.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.store.SmallStore;
import dev.damson.tap.store.merge.Merger;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is found twice, and nothing is lost, when small segments become large ones. */
class MergedStoreTest {
    private static final int SEGMENTS = 25;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Three flows over all segments, a numbered packet of each in each. */
    private void fill(SmallStore store) throws Exception {
        for (int i = 0; i < SEGMENTS; i++) {
            for (int flow = 1; flow <= 3; flow++) {
                store.tcp(flow, i, "10.1.0.11:4000" + flow, "10.1.0.21:9", "n" + (3 * i + flow - 1) + ";");
            }
            store.flush();
        }
    }

    @Test
    void mergedSegmentsHoldTheSameSessionsAndPackets() throws Exception {
        try (var store = new SmallStore(folder);
                var search = new CaptureSearch(folder);
                var merger = new Merger(folder)) {
            fill(store);
            var before = search.sessions(SmallStore.asking(""), Optional.empty(), 10)
                    .value()
                    .sessions();
            long next = store.tenant().nextOffset(Topics.tap(SmallStore.TENANT), 0);

            merger.merge();

            assertThat(store.tenant().segments()).hasSize(2);
            assertThat(search.sessions(SmallStore.asking(""), Optional.empty(), 10)
                            .value()
                            .sessions())
                    .isEqualTo(before);
            assertThat(store.tenant().nextOffset(Topics.tap(SmallStore.TENANT), 0))
                    .isEqualTo(next);
            assertThat(numbers(exported(search, "")))
                    .isEqualTo(IntStream.range(0, 3 * SEGMENTS).boxed().toList());
            var session = before.getFirst();
            assertThat(new StoredPackets(search).of(SmallStore.asking(""), session, 1_000))
                    .hasSize(SEGMENTS)
                    .allSatisfy(packet -> assertThat(packet.facts().getFlowId()).isEqualTo(session.flow()));
        }
    }

    @Test
    void anExportHoldsTheSessionsThatWereAskedForInOrder() throws Exception {
        try (var store = new SmallStore(folder);
                var search = new CaptureSearch(folder)) {
            fill(store);
            assertThat(numbers(exported(search, "src.port = 40002")))
                    .isEqualTo(IntStream.range(0, SEGMENTS)
                            .map(i -> 3 * i + 1)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void aNameThatAMergeHasMadeFreeIsNotTakenAgain() throws Exception {
        try (var store = new SmallStore(folder);
                var merger = new Merger(folder)) {
            fill(store);
            var tenant = store.tenant();
            var late = tenant.segments().get(3);
            var copy = tenant.newFolder();
            Files.write(copy.resolve(PacketSegment.PACKETS), new byte[0]);
            merger.merge();

            assertThat(tenant.publish(late, copy)).isFalse();
            assertThat(tenant.segments()).hasSize(2);
        }
    }

    @Test
    void whatAKilledMergerLeftIsTakenUp() throws Exception {
        try (var store = new SmallStore(folder);
                var search = new CaptureSearch(folder);
                var merger = new Merger(folder)) {
            fill(store);
            var before = store.tenant().segments();
            merger.merge();
            // As if it had died between publishing and removing.
            for (var segment : before.subList(0, 5)) {
                var files = Files.createDirectories(folder.resolve("acme/data/" + segment.folder()));
                Files.writeString(files.resolve("manifest"), manifest(segment.folder(), segment.firstOffset()));
                Files.createLink(folder.resolve("acme/manifests/" + segment.name()), files.resolve("manifest"));
            }
            assertThat(numbers(exported(search, ""))).hasSize(3 * SEGMENTS);

            merger.merge();

            assertThat(folder.resolve("acme/manifests").toFile().list()).hasSize(2);
            assertThat(folder.resolve("acme/data").toFile().list()).hasSize(2);
        }
    }

    private static String manifest(String folder, long offset) {
        return """
            topic damson.tap.acme
            partition 0
            first-offset %1$d
            last-offset %1$d
            first-nanos 0
            last-nanos 0
            rows 0
            packets 0
            unreadable 0
            missing 0
            folder %2$s
            end
            """.formatted(offset, folder);
    }

    private static List<CapturedPacket> exported(CaptureSearch search, String query) throws Exception {
        var packets = new ArrayList<CapturedPacket>();
        new StoredPackets(search).export(SmallStore.asking(query), packets::add);
        return packets;
    }

    private static List<Integer> numbers(List<CapturedPacket> packets) {
        return packets.stream()
                .map(packet -> new String(packet.data(), StandardCharsets.ISO_8859_1))
                .map(text -> Integer.valueOf(text.substring(text.lastIndexOf('n') + 1, text.length() - 1)))
                .toList();
    }
}
