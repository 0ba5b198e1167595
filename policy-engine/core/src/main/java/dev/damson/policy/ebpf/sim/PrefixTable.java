package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A longest-prefix-match trie. A key is a prefix length in bits (u32) and the address in network order. */
public final class PrefixTable extends SimulatedMap {
    private final int maximumBits;
    private final Map<Prefix, Region> elements = new HashMap<>();
    private final int[] prefixesOfLength;

    PrefixTable(MapSpec spec) {
        super(spec);
        maximumBits = (spec.keySize() - Integer.BYTES) * Byte.SIZE;
        prefixesOfLength = new int[maximumBits + 1];
    }

    private record Prefix(int bits, ByteBuffer address) {}

    /** Prefixes present. */
    public int size() {
        return elements.size();
    }

    @Override
    @Nullable
    Region lookup(byte[] key, int at) {
        var longest = Math.min(Region.get(key, at, Integer.BYTES), maximumBits);
        for (int bits = (int) longest; bits >= 0; bits--) {
            if (prefixesOfLength[bits] > 0) {
                var found = elements.get(prefix(key, at, bits));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    long update(byte[] key, int keyAt, byte[] value, int valueAt, long flags) {
        var bits = Region.get(key, keyAt, Integer.BYTES);
        if (flags > REPLACE_ONLY || flags < 0 || bits > maximumBits) {
            return EINVAL;
        }
        var prefix = prefix(key, keyAt, (int) bits);
        var present = elements.containsKey(prefix);
        if (present && flags == CREATE_ONLY) {
            return EEXIST;
        }
        if (!present && flags == REPLACE_ONLY) {
            return ENOENT;
        }
        if (!present) {
            if (elements.size() >= spec().maxEntries()) {
                return -28; // ENOSPC, unlike a hash
            }
            prefixesOfLength[(int) bits]++;
        }
        var copy = Arrays.copyOfRange(value, valueAt, valueAt + spec().valueSize());
        elements.put(prefix, new Region(copy, 0, copy.length, writableByPrograms()));
        return OK;
    }

    @Override
    long delete(byte[] key, int at) {
        var bits = Region.get(key, at, Integer.BYTES);
        if (bits > maximumBits) {
            return EINVAL;
        }
        if (elements.remove(prefix(key, at, (int) bits)) == null) {
            return ENOENT;
        }
        prefixesOfLength[(int) bits]--;
        return OK;
    }

    private Prefix prefix(byte[] key, int at, int bits) {
        var address = Arrays.copyOfRange(key, at + Integer.BYTES, at + spec().keySize());
        for (int i = 0; i < address.length; i++) {
            var kept = Math.clamp((long) bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
            address[i] &= (byte) (0xff00 >> kept);
        }
        return new Prefix(bits, ByteBuffer.wrap(address));
    }
}
