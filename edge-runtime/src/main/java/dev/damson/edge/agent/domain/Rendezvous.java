package dev.damson.edge.agent.domain;

import dev.damson.wire.layout.FunctionRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which instance serves which bucket of a function: the one with the highest weight for that bucket (rendezvous hashing,
 * Thaler and Ravishankar 1998), so that one that comes or goes moves only its own buckets.
 */
final class Rendezvous {
    /** Mixers of SplitMix64. */
    private static final long FIRST = 0xbf58476d1ce4e5b9L;

    private static final long SECOND = 0x94d049bb133111ebL;

    private Rendezvous() {}

    /** @param living instance slots */
    static FunctionRecord buckets(Collection<Integer> living) {
        return new FunctionRecord(IntStream.range(0, FunctionRecord.BUCKETS)
                .mapToObj(bucket -> highest(bucket, living))
                .toList());
    }

    private static int highest(int bucket, Collection<Integer> living) {
        return List.copyOf(living).stream()
                .max(Comparator.<Integer>comparingLong(instance -> weight(bucket, instance))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(FunctionRecord.NO_INSTANCE);
    }

    private static long weight(int bucket, int instance) {
        var mixed = (long) instance * FunctionRecord.BUCKETS + bucket + 1;
        mixed = (mixed ^ mixed >>> 30) * FIRST;
        mixed = (mixed ^ mixed >>> 27) * SECOND;
        return mixed ^ mixed >>> 31;
    }
}
