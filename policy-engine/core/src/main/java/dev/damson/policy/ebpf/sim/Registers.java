package dev.damson.policy.ebpf.sim;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The registers and, behind them, the 64 stack slots into which registers can be spilled, as parallel arrays so that a
 * run allocates nothing per instruction. Index 0 to 10 are R0 to R10, 11 to 74 the slots from the lowest address on.
 */
final class Registers {
    static final int FRAME = 10;
    static final int FIRST_SLOT = 11;
    private static final int SLOTS = StackMemory.BYTES / Long.BYTES;
    static final int COUNT = FIRST_SLOT + SLOTS;
    /** Largest offset into a packet that the verifier reasons about (MAX_PACKET_OFF). */
    static final int MAXIMUM_PACKET_OFFSET = 0xffff;

    final Kind[] kind = new Kind[COUNT];
    /** A number, or a pointer's offset: into the packet, its value, its map value; from the frame for the stack. */
    final long[] value = new long[COUNT];
    /** Whether a number is a constant to the verifier: it came from immediates alone. */
    final boolean[] constant = new boolean[COUNT];
    /** Tells copies of a pointer that may be null, or packet pointers with the same variable part, from others. */
    final int[] identity = new int[COUNT];
    /** Packet offset from which constant additions to a packet pointer are counted. */
    final int[] origin = new int[COUNT];
    /** Bytes behind the origin that a comparison with the packet's end has proven. */
    final int[] range = new int[COUNT];
    /** The {@link Region} or {@link SimulatedMap} pointed to. */
    final @Nullable Object[] referent = new Object[COUNT];

    private int identities;

    /** As at a program's start: R1 the context, R10 the frame, all else void. */
    void begin() {
        Arrays.fill(kind, Kind.UNINITIALISED);
        kind[1] = Kind.CONTEXT;
        value[1] = 0;
        kind[FRAME] = Kind.STACK;
        value[FRAME] = 0;
        identities = 0;
    }

    int newIdentity() {
        return ++identities;
    }

    void scalar(int register, long number, boolean isConstant) {
        kind[register] = Kind.SCALAR;
        value[register] = number;
        constant[register] = isConstant;
    }

    void pointer(int register, Kind as, long offset, Object to) {
        kind[register] = as;
        value[register] = offset;
        referent[register] = to;
        identity[register] = 0;
    }

    void nullable(int register, Kind as, @Nullable Object to) {
        kind[register] = as;
        value[register] = 0;
        referent[register] = to;
        identity[register] = newIdentity();
    }

    /** The packet's first byte, or its end; a freshly loaded start has no proven range. */
    void packet(int register, Kind as, int offset) {
        kind[register] = as;
        value[register] = offset;
        identity[register] = 0;
        origin[register] = offset;
        range[register] = 0;
    }

    void copy(int from, int to) {
        kind[to] = kind[from];
        value[to] = value[from];
        constant[to] = constant[from];
        if (kind[from] != Kind.SCALAR) {
            identity[to] = identity[from];
            origin[to] = origin[from];
            range[to] = range[from];
            referent[to] = referent[from];
        }
    }

    /** After a helper: R1 to R5 are void. */
    void clobber() {
        Arrays.fill(kind, 1, 6, Kind.UNINITIALISED);
    }

    /** After a helper that may have moved the packet: pointers into it are void, spilled ones too. */
    void forgetPacket() {
        for (int i = 0; i < COUNT; i++) {
            if (kind[i] == Kind.PACKET || kind[i] == Kind.PACKET_END) {
                kind[i] = Kind.UNINITIALISED;
            }
        }
    }

    /** A reservation was given back. */
    void forget(Object gone) {
        for (int i = 0; i < COUNT; i++) {
            if (kind[i].isPointer() && gone.equals(referent[i])) {
                kind[i] = Kind.UNINITIALISED;
            }
        }
    }

    /** A comparison has decided whether the pointer in a register is null: all its copies know it now. */
    void decideNull(int register) {
        var same = identity[register];
        var isNull = referent[register] == null;
        for (int i = 0; i < COUNT; i++) {
            if (kind[i].mayBeNull() && identity[i] == same) {
                if (isNull) {
                    scalar(i, 0, true);
                } else {
                    kind[i] = kind[i].notNull();
                }
            }
        }
    }

    /** A comparison has proven that a packet pointer, plus one byte if so, is within the packet. */
    void provePacket(int register, boolean oneMore) {
        var offset = value[register] - origin[register];
        if (offset < 0 || (offset == 0 && oneMore) || value[register] > MAXIMUM_PACKET_OFFSET) {
            return;
        }
        var proven = (int) offset + (oneMore ? 1 : 0);
        for (int i = 0; i < COUNT; i++) {
            if (kind[i] == Kind.PACKET && identity[i] == identity[register]) {
                range[i] = Math.max(range[i], proven);
            }
        }
    }

    /** Moves a packet pointer; anything but a constant makes a new variable part with nothing proven. */
    void movePacket(int register, long by, boolean isConstant) {
        value[register] += by;
        if (!isConstant) {
            identity[register] = newIdentity();
            origin[register] += (int) by;
            range[register] = 0;
        }
    }

    String describe() {
        var text = new StringBuilder();
        for (int i = 0; i <= FRAME; i++) {
            if (kind[i] != Kind.UNINITIALISED) {
                text.append(" R%d=%s:%d".formatted(i, kind[i].name().toLowerCase(Locale.ROOT), value[i]));
            }
        }
        return text.toString().strip();
    }
}
