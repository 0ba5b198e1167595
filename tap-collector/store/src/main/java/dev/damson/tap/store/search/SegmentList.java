package dev.damson.tap.store.search;

import dev.damson.tap.store.segment.LockedDuckDb;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The segments that a question is put to: those of its time whose files are whole. */
record SegmentList(TenantFolder tenant, List<SegmentManifest> segments, List<String> damaged) {
    SegmentList {
        segments = List.copyOf(segments);
        damaged = List.copyOf(damaged);
    }

    static SegmentList of(TenantFolder tenant, String file, long fromNanos, long toNanos) throws IOException {
        var segments = new ArrayList<SegmentManifest>();
        var damaged = new ArrayList<String>();
        for (var segment : tenant.segments()) {
            if (segment.has(file) && segment.lastNanos() >= fromNanos && segment.firstNanos() < toNanos) {
                if (isWhole(tenant, segment)) {
                    segments.add(segment);
                } else {
                    damaged.add(segment.name());
                }
            }
        }
        return new SegmentList(tenant, segments, damaged);
    }

    /** By length, which costs nothing; what lies behind it is looked at when an answer fails. */
    private static boolean isWhole(TenantFolder tenant, SegmentManifest segment) {
        return segment.files().stream().allMatch(stored -> {
            try {
                return Files.size(tenant.file(segment, stored.name())) == stored.bytes();
            } catch (IOException gone) {
                return false;
            }
        });
    }

    /** Without those whose files do not have the hashes that they were stored with. */
    SegmentList verified() throws IOException {
        var whole = new ArrayList<SegmentManifest>();
        var broken = new ArrayList<>(damaged);
        for (var segment : segments) {
            if (tenant.verify(segment)) {
                whole.add(segment);
            } else {
                broken.add(segment.name());
            }
        }
        return new SegmentList(tenant, whole, broken);
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** A list of a file of each, as SQL writes it. */
    String sql(String file) {
        return segments.stream()
                .map(segment -> LockedDuckDb.literal(tenant.file(segment, file).toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    Coverage coverage() {
        return new Coverage(
                segments.size(),
                damaged,
                segments.stream().mapToLong(SegmentManifest::packets).sum(),
                segments.stream().mapToLong(SegmentManifest::unreadable).sum(),
                segments.stream().mapToLong(SegmentManifest::missing).sum());
    }
}
