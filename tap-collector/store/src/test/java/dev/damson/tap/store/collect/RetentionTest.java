package dev.damson.tap.store.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.store.SmallStore;
import dev.damson.tap.store.segment.SegmentManifest;
import java.nio.file.Path;
import java.time.Duration;
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
}
