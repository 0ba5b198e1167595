package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** An array of values, of one CPU if per CPU. */
public final class ArrayTable extends SimulatedMap {
    private final int stride;
    private final byte[] memory;
    private final @Nullable Region[] regions;

    ArrayTable(MapSpec spec) {
        super(spec);
        // The kernel's elements begin at multiples of eight.
        stride = (spec.valueSize() + Long.BYTES - 1) & -Long.BYTES;
        memory = new byte[Math.multiplyExact(stride, spec.maxEntries())];
        regions = new Region[spec.maxEntries()];
    }

    /** The live value at an index, little-endian; writes are seen by programs as through a mapping. */
    public ByteBuffer value(int index) {
        return ByteBuffer.wrap(memory, index * stride, spec().valueSize())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Overwrites the beginning of the value at an index. */
    public void put(int index, byte[] value) {
        value(index).put(value);
    }

    @Override
    @Nullable
    Region lookup(byte[] key, int at) {
        return region(Region.get(key, at, Integer.BYTES));
    }

    @Nullable
    Region region(long index) {
        if (index >= regions.length) {
            return null;
        }
        var known = regions[(int) index];
        if (known == null) {
            known = new Region(memory, (int) index * stride, spec().valueSize(), writableByPrograms());
            regions[(int) index] = known;
        }
        return known;
    }

    @Override
    long update(byte[] key, int keyAt, byte[] value, int valueAt, long flags) {
        var index = Region.get(key, keyAt, Integer.BYTES);
        if (flags > REPLACE_ONLY || flags < 0) {
            return EINVAL;
        }
        if (index >= regions.length) {
            return E2BIG;
        }
        if (flags == CREATE_ONLY) {
            return EEXIST;
        }
        System.arraycopy(value, valueAt, memory, (int) index * stride, spec().valueSize());
        return OK;
    }

    @Override
    long delete(byte[] key, int at) {
        return EINVAL;
    }
}
