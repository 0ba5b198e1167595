package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Many entries of a hash, array or LPM trie with one system call for each batch. A value of a per-CPU array is the row of
 * all processors' values, each at a multiple of {@link BpfMap#mappedStride}. The buffers are kept between calls; one
 * thread at a time.
 */
public final class MapBatch implements AutoCloseable {
    /** What a position in any of the supported maps fits into: a hash's bucket, or a key of the map. */
    private static final long POSITION_MIN_BYTES = Integer.BYTES;

    private static final long ALIGNMENT = Long.BYTES;

    private final BpfMap map;
    private final int capacity;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment keys;
    private final MemorySegment values;
    private final MemorySegment position;
    private final long keyBytes;
    private final long valueBytes;

    private int filled;

    /** Sees one entry; the little-endian buffers are valid only during the call. */
    @FunctionalInterface
    public interface Visitor {
        void visit(ByteBuffer key, ByteBuffer value);
    }

    /** @param capacity entries of a batch; for a hash it must hold the fullest bucket, so not less than some hundreds */
    public MapBatch(BpfMap map, int capacity) {
        this.map = map;
        this.capacity = capacity;
        keyBytes = map.spec().keySize();
        valueBytes = switch (map.spec().type()) {
            case HASH, ARRAY, LRU_HASH, LPM_TRIE -> map.spec().valueSize();
            case PERCPU_ARRAY -> PerCpuValues.bytesOfOneKey(map);
            case PROG_ARRAY, RINGBUF -> throw new IllegalArgumentException(map.subject() + " has no batches");
        };
        keys = arena.allocate(keyBytes * capacity, ALIGNMENT);
        values = arena.allocate(valueBytes * capacity, ALIGNMENT);
        position = arena.allocate(Math.max(POSITION_MIN_BYTES, keyBytes), ALIGNMENT);
    }

    /**
     * Shows every entry. Entries that come or go meanwhile may be seen or not.
     */
    public void forEach(Visitor visitor) {
        forFirst(Integer.MAX_VALUE, visitor);
    }

    /**
     * Shows the first entries of an array.
     *
     * @param entries how many; a hash has no first ones, and its last batch must still hold a whole bucket
     */
    public void forFirst(int entries, Visitor visitor) {
        var first = true;
        var seen = 0;
        while (seen < entries) {
            try (var call = Arena.ofConfined()) {
                var attribute = batch(call, Math.min(capacity, entries - seen)).putPointer(8, position);
                if (!first) {
                    attribute.putPointer(0, position);
                }
                first = false;
                var result = attribute.attempt(BpfCommand.MAP_LOOKUP_BATCH);
                var atEnd = result == -Errno.ENOENT.number();
                if (result < 0 && !atEnd) {
                    throw BpfAttribute.refusal(
                            BpfCommand.MAP_LOOKUP_BATCH,
                            map.subject(),
                            result,
                            "a batch of %d entries must hold a whole hash bucket".formatted(capacity));
                }
                var count = attribute.getInt(32);
                for (var index = 0; index < count; index++) {
                    visitor.visit(buffer(keyAt(index)), buffer(valueAt(index)));
                }
                if (atEnd) {
                    return;
                }
                seen += count;
            }
        }
    }

    /** Adds an entry to the next {@link #flush}, which happens by itself when the batch is full. */
    public void put(ByteBuffer key, ByteBuffer value) {
        keyAt(filled).copyFrom(MemorySegment.ofBuffer(key));
        valueAt(filled).copyFrom(MemorySegment.ofBuffer(value));
        if (++filled == capacity) {
            flush();
        }
    }

    /** Writes what was put; entries before a refused one are written. */
    public void flush() {
        if (filled == 0) {
            return;
        }
        try (var call = Arena.ofConfined()) {
            batch(call, filled).call(BpfCommand.MAP_UPDATE_BATCH, map.subject(), "the map must have room");
        } finally {
            filled = 0;
        }
    }

    private BpfAttribute batch(Arena call, int count) {
        return new BpfAttribute(call)
                .putPointer(16, keys)
                .putPointer(24, values)
                .putInt(32, count)
                .putInt(36, map.fd());
    }

    private static ByteBuffer buffer(MemorySegment bytes) {
        return bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private MemorySegment keyAt(int index) {
        return keys.asSlice(index * keyBytes, keyBytes);
    }

    private MemorySegment valueAt(int index) {
        return values.asSlice(index * valueBytes, valueBytes);
    }

    @Override
    public void close() {
        arena.close();
    }
}
