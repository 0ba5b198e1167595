package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Cpus;
import dev.damson.wire.layout.MapSpec;
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

    public PerCpuValues {
        ofCpus = List.copyOf(ofCpus);
    }

    /** @throws IllegalArgumentException if the map is of another type */
    public static PerCpuValues of(BpfMap map, int index) {
        if (map.spec().type() != MapSpec.Type.PERCPU_ARRAY) {
            throw new IllegalArgumentException(map.subject() + " is not per CPU; BpfMap.lookup reads it");
        }
        var stride = Math.toIntExact(map.mappedStride());
        var all = map.lookup(BpfMap.keyOf(index), (long) stride * POSSIBLE_CPUS).orElseThrow(() -> map.outside(index));
        return new PerCpuValues(IntStream.range(0, POSSIBLE_CPUS)
                .mapToObj(cpu -> all.slice(cpu * stride, map.spec().valueSize()).order(ByteOrder.LITTLE_ENDIAN))
                .toList());
    }

    /** The sum of the 64-bit counter at an offset over all processors. */
    public long sum(int offset) {
        return ofCpus.stream().mapToLong(value -> value.getLong(offset)).sum();
    }
}
