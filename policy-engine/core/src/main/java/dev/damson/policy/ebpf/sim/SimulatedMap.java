package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map with the kernel's behaviour, readable and writable from outside as by the map commands of bpf(2). Numbers in
 * keys and values are little-endian. Not thread-safe.
 */
public abstract sealed class SimulatedMap permits ArrayTable, HashTable, PrefixTable, ProgramTable, Ring {
    static final long OK = 0;
    static final long ENOENT = -2;
    static final long E2BIG = -7;
    static final long EAGAIN = -11;
    static final long ENOMEM = -12;
    static final long EFAULT = -14;
    static final long EEXIST = -17;
    static final long EINVAL = -22;

    /** BPF_NOEXIST: the update is to create. */
    static final long CREATE_ONLY = 1;
    /** BPF_EXIST: the update is to replace. */
    static final long REPLACE_ONLY = 2;

    private final MapSpec spec;

    SimulatedMap(MapSpec spec) {
        this.spec = spec;
    }

    /** An empty map; arrays are full of zeroes. */
    public static SimulatedMap of(MapSpec spec) {
        return switch (spec.type()) {
            case ARRAY, PERCPU_ARRAY -> new ArrayTable(spec);
            case HASH, LRU_HASH -> new HashTable(spec);
            case LPM_TRIE -> new PrefixTable(spec);
            case PROG_ARRAY -> new ProgramTable(spec);
            case RINGBUF -> new Ring(spec);
        };
    }

    /** An empty map of a definition that has no symbol. */
    public static SimulatedMap of(MapSpec.Type type, int keySize, int valueSize, int maxEntries, int flags) {
        return of(new MapSpec("", type, keySize, valueSize, maxEntries, flags));
    }

    /** The definition. */
    public MapSpec spec() {
        return spec;
    }

    /** A copy of the value of a key. */
    public Optional<byte[]> get(byte[] key) {
        requireSize("key", key, spec.keySize());
        var region = lookup(key, 0);
        if (region == null) {
            return Optional.empty();
        }
        var value = new byte[region.size()];
        System.arraycopy(region.bytes(), region.base(), value, 0, value.length);
        return Optional.of(value);
    }

    /**
     * Sets the value of a key.
     *
     * @throws IllegalArgumentException when the kernel would not: a wrong size, an index out of range, a full map
     */
    public void put(byte[] key, byte[] value) {
        requireSize("key", key, spec.keySize());
        requireSize("value", value, spec.valueSize());
        var error = update(key, 0, value, 0, 0);
        if (error != OK) {
            throw new IllegalArgumentException(
                    "map \"%s\" refuses the update: error %d".formatted(spec.symbol(), error));
        }
    }

    /** Removes a key; whether it was there. */
    public boolean remove(byte[] key) {
        requireSize("key", key, spec.keySize());
        return delete(key, 0) == OK;
    }

    /** Whether programs may look up, update and delete in this type of map. */
    boolean holdsValues() {
        return true;
    }

    boolean writableByPrograms() {
        return (spec.flags() & MapSpec.RDONLY_PROG) == 0;
    }

    abstract @Nullable Region lookup(byte[] key, int at);

    abstract long update(byte[] key, int keyAt, byte[] value, int valueAt, long flags);

    abstract long delete(byte[] key, int at);

    private void requireSize(String what, byte[] bytes, int size) {
        if (bytes.length != size) {
            throw new IllegalArgumentException(
                    "a %s of map \"%s\" has %d bytes, not \"%d\"".formatted(what, spec.symbol(), size, bytes.length));
        }
    }
}
