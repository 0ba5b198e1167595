package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Programs for tail calls, by index. */
public final class ProgramTable extends SimulatedMap {
    private final @Nullable Program[] programs;

    ProgramTable(MapSpec spec) {
        super(spec);
        programs = new Program[spec.maxEntries()];
    }

    /** Puts a program at an index. */
    public void put(int index, Program program) {
        programs[index] = program;
    }

    /** Empties an index, so that tail calls to it fall through. */
    public void clear(int index) {
        programs[index] = null;
    }

    /** The program at an index. */
    public Optional<Program> program(int index) {
        return Optional.ofNullable(at(index));
    }

    @Nullable
    Program at(long index) {
        return index >= 0 && index < programs.length ? programs[(int) index] : null;
    }

    @Override
    boolean holdsValues() {
        return false;
    }

    @Override
    @Nullable
    Region lookup(byte[] key, int at) {
        return null;
    }

    @Override
    long update(byte[] key, int keyAt, byte[] value, int valueAt, long flags) {
        return EINVAL;
    }

    @Override
    long delete(byte[] key, int at) {
        return EINVAL;
    }
}
