package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A hash, or a least-recently-used hash that evicts exactly the oldest where the kernel only comes close. An update makes
 * a new element: pointers to the old one no longer reach the map.
 */
public final class HashTable extends SimulatedMap {
    private final LinkedHashMap<Key, Region> elements;
    private final boolean evicts;
    private final Key probe = new Key(new byte[0], 0, 0);

    HashTable(MapSpec spec) {
        super(spec);
        evicts = spec.type() == MapSpec.Type.LRU_HASH;
        elements = new LinkedHashMap<>(16, 0.75f, evicts);
    }

    /** Elements present. */
    public int size() {
        return elements.size();
    }

    /** Copies of all elements: values by key, in the order in which they were made (of an LRU hash: last used). */
    public Map<ByteBuffer, byte[]> elements() {
        return elements.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> ByteBuffer.wrap(e.getKey().copy()),
                        e -> e.getValue().bytes().clone(),
                        (a, b) -> b,
                        LinkedHashMap::new));
    }

    /** Removes all elements. */
    public void clear() {
        elements.clear();
    }

    @Override
    @Nullable
    Region lookup(byte[] key, int at) {
        return elements.get(probe.at(key, at, spec().keySize()));
    }

    @Override
    long update(byte[] key, int keyAt, byte[] value, int valueAt, long flags) {
        if (flags > REPLACE_ONLY || flags < 0) {
            return EINVAL;
        }
        var present = elements.containsKey(probe.at(key, keyAt, spec().keySize()));
        if (present && flags == CREATE_ONLY) {
            return EEXIST;
        }
        if (!present && flags == REPLACE_ONLY) {
            return ENOENT;
        }
        if (!present && elements.size() >= spec().maxEntries()) {
            if (!evicts) {
                return E2BIG;
            }
            elements.pollFirstEntry();
        }
        var copy = Arrays.copyOfRange(value, valueAt, valueAt + spec().valueSize());
        var region = new Region(copy, 0, copy.length, writableByPrograms());
        elements.put(new Key(probe.copy(), 0, spec().keySize()), region);
        return OK;
    }

    @Override
    long delete(byte[] key, int at) {
        return elements.remove(probe.at(key, at, spec().keySize())) == null ? ENOENT : OK;
    }

    /** A key in place; the probe is moved over foreign memory so that a lookup allocates nothing. */
    private static final class Key {
        private byte[] bytes;
        private int at;
        private int size;

        Key(byte[] bytes, int at, int size) {
            this.bytes = bytes;
            this.at = at;
            this.size = size;
        }

        Key at(byte[] otherBytes, int otherAt, int otherSize) {
            bytes = otherBytes;
            at = otherAt;
            size = otherSize;
            return this;
        }

        byte[] copy() {
            return Arrays.copyOfRange(bytes, at, at + size);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Arrays.equals(bytes, at, at + size, that.bytes, that.at, that.at + that.size);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int i = at; i < at + size; i++) {
                hash = 31 * hash + bytes[i];
            }
            return hash;
        }
    }
}
