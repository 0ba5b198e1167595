package dev.damson.tap.store.merge;

import dev.damson.tap.store.segment.SegmentManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses neighbours of one partition that are worth being one segment. */
final class MergePlan {
    /** Each packet is written about three times on its way through these sizes. */
    static final List<Long> TIERS = List.of(1L << 20, 8L << 20);

    /** Fewer are not worth the work. */
    static final int FEWEST = 10;

    static final int MOST = 500;
    /** So that a merge fits in memory, and old packets do not have to wait for young ones to go. */
    private static final long LARGEST = 32L << 20;

    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    private MergePlan() {}

    /** Runs to merge; segments of no run are left as they are. */
    static List<List<SegmentManifest>> of(List<SegmentManifest> segments) {
        Map<String, List<SegmentManifest>> partitions = new HashMap<>();
        for (var segment : segments) {
            partitions
                    .computeIfAbsent(segment.topic() + "/" + segment.partition(), unknown -> new ArrayList<>())
                    .add(segment);
        }
        var runs = new ArrayList<List<SegmentManifest>>();
        for (var partition : partitions.values()) {
            partition.sort(Comparator.comparingLong(SegmentManifest::firstOffset));
            // The newest stays: it says where reading goes on, and others may follow it soon.
            var old = partition.subList(0, partition.size() - 1);
            for (long tier : TIERS) {
                var found = runs(old, tier);
                runs.addAll(found);
                if (!found.isEmpty()) {
                    break; // what comes of it is looked at next time
                }
            }
        }
        return runs;
    }

    private static List<List<SegmentManifest>> runs(List<SegmentManifest> segments, long tier) {
        var runs = new ArrayList<List<SegmentManifest>>();
        var run = new ArrayList<SegmentManifest>();
        long bytes = 0;
        for (var segment : segments) {
            boolean fits = segment.bytes() < tier
                    && (run.isEmpty()
                            || run.getLast().lastOffset() + 1 == segment.firstOffset()
                                    && bytes + segment.bytes() <= LARGEST
                                    && run.size() < MOST
                                    && segment.lastNanos() - run.getFirst().firstNanos() <= LONGEST_NANOS);
            if (!fits) {
                keep(run, runs);
                run = new ArrayList<>();
                bytes = 0;
            }
            if (segment.bytes() < tier) {
                run.add(segment);
                bytes += segment.bytes();
            }
        }
        keep(run, runs);
        return runs;
    }

    private static void keep(List<SegmentManifest> run, List<List<SegmentManifest>> runs) {
        if (run.size() >= FEWEST) {
            runs.add(run);
        }
    }
}
