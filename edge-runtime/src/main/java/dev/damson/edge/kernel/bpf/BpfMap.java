package dev.damson.edge.kernel.bpf;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.MappedMemory;
import dev.damson.wire.layout.MapSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map of the kernel. Keys and values are buffers whose remaining bytes are exactly the map's sizes; their positions stay
 * as they are. What comes back is a little-endian copy. Several threads may use one map.
 *
 * <p>Closing releases this process's hold: the map lives on in programs that use it and in pins. A PROG_ARRAY is the
 * exception: the kernel empties it when its last descriptor or pin goes, though programs still use it.
 */
public final class BpfMap implements AutoCloseable {
    static final String KIND = "bpf-map";

    private final MapSpec spec;
    private final Descriptor descriptor;

    private BpfMap(MapSpec spec, Descriptor descriptor) {
        this.spec = spec;
        this.descriptor = descriptor;
    }

    /**
     * @param spec its symbol names the map in errors; tools show what stands behind the last slash, 15 characters of it
     * @throws KernelException if the kernel refuses the shape
     */
    public static BpfMap create(MapSpec spec) {
        try (var arena = Arena.ofConfined()) {
            var created = new BpfAttribute(arena)
                    .putInt(0, spec.type().number())
                    .putInt(4, spec.keySize())
                    .putInt(8, spec.valueSize())
                    .putInt(12, spec.maxEntries())
                    .putInt(16, spec.flags())
                    .putName(28, spec.symbol().substring(spec.symbol().lastIndexOf('/') + 1))
                    .call(BpfCommand.MAP_CREATE, spec.toString(), "the type must allow these sizes and flags");
            return new BpfMap(spec, new Descriptor(created));
        }
    }

    /** Opens a pinned map; its shape is what the kernel says, its symbol the kernel's short name. */
    public static BpfMap open(Path pin) {
        return adopt(Pins.open(pin, KIND), "the pin \"" + pin + "\"");
    }

    /**
     * Opens a pinned map that must have a given shape.
     *
     * @throws IllegalArgumentException if it has another, as after an upgrade that changed it
     */
    public static BpfMap open(Path pin, MapSpec expected) {
        var map = open(pin);
        if (!sameShape(map.spec, expected)) {
            map.close();
            throw new IllegalArgumentException(
                    "the pin \"%s\" holds %s; it should hold %s".formatted(pin, map.spec, expected));
        }
        return new BpfMap(expected, map.descriptor);
    }

    public static BpfMap ofId(int id) {
        return adopt(Pins.byId(BpfCommand.MAP_GET_FD_BY_ID, id), "map " + id);
    }

    private static BpfMap adopt(Descriptor descriptor, String subject) {
        try {
            return new BpfMap(MapInfo.of(descriptor, subject).spec(), descriptor);
        } catch (RuntimeException unusable) {
            descriptor.close();
            throw unusable;
        }
    }

    private static boolean sameShape(MapSpec one, MapSpec other) {
        return one.type() == other.type()
                && one.keySize() == other.keySize()
                && one.valueSize() == other.valueSize()
                && one.maxEntries() == other.maxEntries()
                && one.flags() == other.flags();
    }

    public MapSpec spec() {
        return spec;
    }

    /** What a program's relocation is patched with; valid while this map is open. */
    public int fd() {
        return descriptor.number();
    }

    public MapInfo info() {
        return MapInfo.of(descriptor, subject());
    }

    /** The value of a key; for a per-CPU map use {@link PerCpuValues}, for a PROG_ARRAY {@link #programId}. */
    public Optional<ByteBuffer> lookup(ByteBuffer key) {
        return switch (spec.type()) {
            case PERCPU_ARRAY ->
                throw new IllegalStateException(subject() + " is per CPU; PerCpuValues.of(map, index) reads it");
            case HASH, ARRAY, PROG_ARRAY, LRU_HASH, LPM_TRIE, RINGBUF -> lookup(key, spec.valueSize());
        };
    }

    /** The value at an index of an array. */
    public ByteBuffer lookup(int index) {
        return lookup(keyOf(index)).orElseThrow(() -> outside(index));
    }

    IndexOutOfBoundsException outside(int index) {
        return new IndexOutOfBoundsException(
                "index \"%d\" of %s is not below %d".formatted(index, subject(), spec.maxEntries()));
    }

    /** @param bytes of all that the kernel writes, with the values of all processors */
    Optional<ByteBuffer> lookup(ByteBuffer key, long bytes) {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(bytes, Long.BYTES);
            var result = element(arena, key).putPointer(16, value).attempt(BpfCommand.MAP_LOOKUP_ELEM);
            return found(result, BpfCommand.MAP_LOOKUP_ELEM) ? Optional.of(copyOf(value)) : Optional.empty();
        }
    }

    /** @throws KernelException with EEXIST or ENOENT where the mode forbids it, E2BIG where the map is full */
    public void update(ByteBuffer key, ByteBuffer value, UpdateMode mode) {
        if (spec.type() == MapSpec.Type.PERCPU_ARRAY) {
            throw new IllegalStateException(subject() + " is per CPU; PerCpuValues.clear(map, index) resets it");
        }
        try (var arena = Arena.ofConfined()) {
            update(arena, key, copyOf(arena, value, spec.valueSize(), "value"), mode);
        }
    }

    /** @param value in native memory, as long as the kernel reads: for a per-CPU map the values of all processors */
    void update(Arena arena, ByteBuffer key, MemorySegment value, UpdateMode mode) {
        element(arena, key)
                .putPointer(16, value)
                .putLong(24, mode.flag)
                .call(BpfCommand.MAP_UPDATE_ELEM, subject(), "the map must have room and fit the mode " + mode);
    }

    public void update(ByteBuffer key, ByteBuffer value) {
        update(key, value, UpdateMode.ANY);
    }

    /** Sets the value at an index of an array. */
    public void update(int index, ByteBuffer value) {
        update(keyOf(index), value, UpdateMode.ANY);
    }

    /** Puts a program into a PROG_ARRAY; a tail call sees either the old one or this. */
    public void update(int index, BpfProgram program) {
        update(index, keyOf(program.fd()));
    }

    /** The kernel's id of the program at an index of a PROG_ARRAY; empty if there is none. */
    public Optional<Integer> programId(int index) {
        return lookup(keyOf(index)).map(id -> id.getInt(0));
    }

    /** @return whether the key was there */
    public boolean delete(ByteBuffer key) {
        try (var arena = Arena.ofConfined()) {
            var result = element(arena, key).attempt(BpfCommand.MAP_DELETE_ELEM);
            return found(result, BpfCommand.MAP_DELETE_ELEM);
        }
    }

    /** Empties an index of a PROG_ARRAY; a tail call to it falls through from now on. */
    public boolean delete(int index) {
        return delete(keyOf(index));
    }

    /**
     * The key after another, in the kernel's order. {@link MapBatch} reads a whole map faster.
     *
     * @param key null for the first; where it is gone meanwhile, the kernel begins anew
     */
    public Optional<ByteBuffer> nextKey(@Nullable ByteBuffer key) {
        try (var arena = Arena.ofConfined()) {
            var next = arena.allocate(spec.keySize(), Long.BYTES);
            var attribute = new BpfAttribute(arena).putInt(0, fd()).putPointer(16, next);
            if (key != null) {
                attribute.putPointer(8, copyOf(arena, key, spec.keySize(), "key"));
            }
            var result = attribute.attempt(BpfCommand.MAP_GET_NEXT_KEY);
            return found(result, BpfCommand.MAP_GET_NEXT_KEY) ? Optional.of(copyOf(next)) : Optional.empty();
        }
    }

    /** From now on no process can write; it makes an RDONLY_PROG array constant for the verifier. */
    public void freeze() {
        try (var arena = Arena.ofConfined()) {
            new BpfAttribute(arena)
                    .putInt(0, fd())
                    .call(BpfCommand.MAP_FREEZE, subject(), "no writable mapping of the map may be open");
        }
    }

    /**
     * The values of an MMAPABLE array, writable, each at a multiple of {@link #mappedStride}; unmapped with the arena. The
     * kernel refuses it for a map that is RDONLY_PROG or frozen.
     */
    public MemorySegment mapped(Arena arena) {
        var bytes = mappedStride() * spec.maxEntries();
        return MappedMemory.writable(descriptor, 0, MappedMemory.wholePages(bytes), arena)
                .asSlice(0, bytes);
    }

    /** Bytes from one mapped value to the next: the kernel rounds a value up to eight bytes. */
    public long mappedStride() {
        return ((long) spec.valueSize() + Long.BYTES - 1) & -Long.BYTES;
    }

    /** @throws KernelException with EEXIST if the name is taken */
    public void pin(Path path) {
        Pins.pin(descriptor, subject(), path);
    }

    Descriptor descriptor() {
        return descriptor;
    }

    String subject() {
        return "map \"" + spec.symbol() + "\"";
    }

    @Override
    public void close() {
        descriptor.close();
    }

    private BpfAttribute element(Arena arena, ByteBuffer key) {
        return new BpfAttribute(arena).putInt(0, fd()).putPointer(8, copyOf(arena, key, spec.keySize(), "key"));
    }

    private MemorySegment copyOf(Arena arena, ByteBuffer bytes, int expected, String what) {
        if (bytes.remaining() != expected) {
            throw new IllegalArgumentException("a %s of \"%d\" bytes for %s, which takes %d"
                    .formatted(what, bytes.remaining(), subject(), expected));
        }
        return arena.allocate(expected, Long.BYTES).copyFrom(MemorySegment.ofBuffer(bytes));
    }

    private boolean found(long result, BpfCommand command) {
        if (result < 0 && !new Errno((int) -result).equals(Errno.ENOENT)) {
            throw BpfAttribute.refusal(command, subject(), result, "");
        }
        return result >= 0;
    }

    static ByteBuffer keyOf(int index) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, index);
    }

    private static ByteBuffer copyOf(MemorySegment bytes) {
        var copy = ByteBuffer.allocate(Math.toIntExact(bytes.byteSize())).order(ByteOrder.LITTLE_ENDIAN);
        MemorySegment.ofBuffer(copy).copyFrom(bytes);
        return copy;
    }
}
