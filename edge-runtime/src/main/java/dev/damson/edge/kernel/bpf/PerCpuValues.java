package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Cpus;
import dev.damson.wire.layout.MapSpec;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values at one index of a PERCPU_ARRAY.
 *
 * @param ofCpus one for each possible processor, in their order, little-endian
 */
public record PerCpuValues(List<ByteBuffer> ofCpus) {
    private static final int POSSIBLE_CPUS = Cpus.possible();

    /** Keys of one system call: some hundred kilobytes of values. */
    private static final int BATCH = 4096;

    public PerCpuValues {
        ofCpus = List.copyOf(ofCpus);
    }

    /** @throws IllegalArgumentException if the map is of another type */
    public static PerCpuValues of(BpfMap map, int index) {
        var all = map.lookup(BpfMap.keyOf(index), bytesOfOneKey(map)).orElseThrow(() -> map.outside(index));
        var stride = Math.toIntExact(map.mappedStride());
        return new PerCpuValues(IntStream.range(0, POSSIBLE_CPUS)
                .mapToObj(cpu -> all.slice(cpu * stride, map.spec().valueSize()).order(ByteOrder.LITTLE_ENDIAN))
                .toList());
    }

    /** The sums of one 64-bit counter at every index, with few system calls. */
    public static long[] sums(BpfMap map, int offset) {
        return sums(map, offset, map.spec().maxEntries());
    }

    /**
     * The sums of one 64-bit counter at the first indexes.
     *
     * @param entries how many
     */
    public static long[] sums(BpfMap map, int offset, int entries) {
        if (entries == 0) {
            return new long[0];
        }
        var stride = Math.toIntExact(map.mappedStride());
        var bytes = bytesOfOneKey(map);
        var sums = new long[entries];
        try (var batch = new MapBatch(map, Math.min(BATCH, entries))) {
            batch.forFirst(entries, (index, values) -> {
                for (var at = offset; at < bytes; at += stride) {
                    sums[index.getInt(0)] += values.getLong(at);
                }
            });
        }
        return sums;
    }

    /** Sets the values of all processors at an index to zero; what programs add meanwhile may be lost. */
    public static void clear(BpfMap map, int index) {
        try (var arena = Arena.ofConfined()) {
            var zero = arena.allocate(bytesOfOneKey(map), Long.BYTES);
            map.update(arena, BpfMap.keyOf(index), zero, UpdateMode.ANY);
        }
    }

    /** What the kernel reads and writes for one key: the values of all processors. */
    static long bytesOfOneKey(BpfMap map) {
        if (map.spec().type() != MapSpec.Type.PERCPU_ARRAY) {
            throw new IllegalArgumentException(map.subject() + " is not per CPU; BpfMap.lookup reads it");
        }
        return map.mappedStride() * POSSIBLE_CPUS;
    }

    /** The sum of the 64-bit counter at an offset over all processors. */
    public long sum(int offset) {
        return ofCpus.stream().mapToLong(value -> value.getLong(offset)).sum();
    }
}
