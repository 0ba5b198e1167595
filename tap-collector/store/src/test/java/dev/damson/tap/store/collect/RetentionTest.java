package dev.damson.tap.store.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.store.SmallStore;
import dev.damson.tap.store.keep.TapKeeping;
import dev.damson.tap.store.search.CaptureSearch;
import dev.damson.tap.store.search.StoredPackets;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.wire.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private SmallStore filled() throws Exception {
        var store = new SmallStore(folder);
        for (int minute = 0; minute < 5; minute++) {
            store.denied(minute, 60 * minute, "10.1.0.41:1", "10.1.0.31:2").flush();
        }
        return store;
    }

    @Test
    void whatIsOldGoesExceptTheNewestSegment() throws Exception {
        try (var store = filled();
                var retention = new Retention(folder, Duration.ofMinutes(10), Long.MAX_VALUE)) {
            retention.sweep(SmallStore.NOON.plus(Duration.ofMinutes(12)).plusSeconds(1));
            assertThat(store.tenant().segments())
                    .extracting(SegmentManifest::firstOffset)
                    .containsExactly(3L, 4L);

            retention.sweep(SmallStore.NOON.plus(Duration.ofDays(1)));
            assertThat(store.tenant().segments())
                    .extracting(SegmentManifest::firstOffset)
                    .containsExactly(4L);
        }
    }

    @Test
    void theOldestGoWhenATenantHasTooMuch() throws Exception {
        try (var store = filled()) {
            long each = store.tenant().segments().getFirst().bytes();
            try (var retention = new Retention(folder, Duration.ofDays(1), 3 * each + each / 2)) {
                retention.sweep(SmallStore.NOON);
            }
            assertThat(store.tenant().segments())
                    .extracting(SegmentManifest::firstOffset)
                    .containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void whatATapCopiedGoesWithTheTapAndNothingElseDoes() throws Exception {
        try (var store = new SmallStore(folder);
                var search = new CaptureSearch(folder);
                var retention = new Retention(folder, Duration.ofDays(7), Long.MAX_VALUE)) {
            store.tcp(1, 0, "10.1.0.11:1", "10.1.0.21:80", "GET /kept HTTP/1.1\r\n\r\n")
                    .ofTap("gone")
                    .tcp(2, 1, "10.1.0.11:2", "10.1.0.21:80", "GET /secret HTTP/1.1\r\n\r\n")
                    .tcp(3, 2, "10.1.0.11:3", "10.1.0.21:80", "GET /secret HTTP/1.1\r\n\r\n")
                    .ofTap("web-app")
                    .tcp(4, 3, "10.1.0.11:4", "10.1.0.21:80", "GET /later HTTP/1.1\r\n\r\n")
                    .flush();
            store.ofTap("gone")
                    .tcp(5, 600, "10.1.0.11:5", "10.1.0.21:80", "GET /new HTTP/1.1\r\n\r\n")
                    .flush();
            var before = store.tenant().segments();

            new TapKeeping(
                            List.of(new TapKeeping.Kept("shop", "web-app", Optional.empty())),
                            List.of(new TapKeeping.Erased("shop", "gone", SmallStore.NOON.plusSeconds(300), true)))
                    .write(store.tenant());
            retention.sweep(SmallStore.NOON.plusSeconds(700));

            assertThat(paths(search, "")).containsExactly("1 /kept", "4 /later", "5 /new");
            var after = store.tenant().segments();
            assertThat(after)
                    .extracting(SegmentManifest::name)
                    .containsExactlyElementsOf(
                            before.stream().map(SegmentManifest::name).toList());
            assertThat(after)
                    .allSatisfy(segment ->
                            assertThat(store.tenant().verify(segment)).isTrue());
            assertThat(Files.readString(
                            store.tenant().file(after.getFirst(), PacketSegment.PACKETS), StandardCharsets.ISO_8859_1))
                    .contains("/kept", "/later")
                    .doesNotContain("secret");
            assertThat(packets(search, "http.path = /later")).containsExactly(4L);
            assertThat(packets(search, "")).containsExactly(1L, 4L, 5L);
            assertThat(store.tenant().nextOffset(Topics.tap(SmallStore.TENANT), 0))
                    .isEqualTo(before.getLast().lastOffset() + 1);

            var folders = after.stream().map(SegmentManifest::folder).toList();
            retention.sweep(SmallStore.NOON.plusSeconds(760));
            assertThat(store.tenant().segments())
                    .as("nothing is left to erase")
                    .extracting(SegmentManifest::folder)
                    .containsExactlyElementsOf(folders);
        }
    }

    @Test
    void aTapKeepsWhatItCopiedForItsOwnTime() throws Exception {
        try (var store = new SmallStore(folder);
                var search = new CaptureSearch(folder);
                var retention = new Retention(folder, Duration.ofDays(7), Long.MAX_VALUE)) {
            store.tcp(1, 0, "10.1.0.11:1", "10.1.0.21:80", "GET /long HTTP/1.1\r\n\r\n")
                    .ofTap("short")
                    .tcp(2, 1, "10.1.0.11:2", "10.1.0.21:80", "GET /short HTTP/1.1\r\n\r\n")
                    .flush();
            new TapKeeping(
                            List.of(
                                    new TapKeeping.Kept("shop", "web-app", Optional.empty()),
                                    new TapKeeping.Kept("shop", "short", Optional.of(Duration.ofHours(1)))),
                            List.of())
                    .write(store.tenant());

            retention.sweep(SmallStore.NOON.plus(Duration.ofMinutes(59)));
            assertThat(paths(search, "")).containsExactly("1 /long", "2 /short");

            retention.sweep(SmallStore.NOON.plus(Duration.ofMinutes(61)));
            assertThat(paths(search, "")).containsExactly("1 /long");
        }
    }

    @Test
    void nothingIsErasedByAFileThatCannotBeUnderstood() throws Exception {
        try (var store = filled();
                var retention = new Retention(folder, Duration.ofDays(7), Long.MAX_VALUE)) {
            Files.writeString(store.tenant().root().resolve("taps"), "erase shop web-app soon\n");

            retention.sweep(SmallStore.NOON.plusSeconds(700));

            assertThat(store.tenant().segments())
                    .hasSize(5)
                    .allSatisfy(segment -> assertThat(segment.rows()).isEqualTo(1));
        }
    }

    private static List<String> paths(CaptureSearch search, String query) throws Exception {
        return search.sessions(SmallStore.asking(query), Optional.empty(), 10).value().sessions().stream()
                .map(session -> session.flow() + " " + session.application().httpPath())
                .sorted()
                .toList();
    }

    /** Flow ids of the packets, as they are read from their places. */
    private static List<Long> packets(CaptureSearch search, String query) throws Exception {
        var request = SmallStore.asking(query);
        var packets = new StoredPackets(search);
        var found = new ArrayList<Long>();
        for (var session :
                search.sessions(request, Optional.empty(), 10).value().sessions()) {
            packets.of(request, session, 10)
                    .forEach(packet -> found.add(packet.facts().getFlowId()));
        }
        found.sort(null);
        return found;
    }
}
