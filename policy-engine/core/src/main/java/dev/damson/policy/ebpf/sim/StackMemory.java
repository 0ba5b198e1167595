package dev.damson.policy.ebpf.sim;

import java.util.Arrays;

/** The 512 bytes of stack of one program, with what each byte holds. Offsets count from the frame pointer. */
final class StackMemory {
    static final int BYTES = 512;

    private static final byte VOID = 0;
    private static final byte DATA = 1;
    private static final byte POINTER = 2;
    private static final long ALL_DATA = 0x0101_0101_0101_0101L;

    private final Registers registers;
    private final byte[] bytes = new byte[BYTES];
    private final byte[] holds = new byte[BYTES];

    StackMemory(Registers registers) {
        this.registers = registers;
    }

    void begin() {
        Arrays.fill(holds, VOID);
    }

    byte[] bytes() {
        return bytes;
    }

    void load(long offset, int size, int register) {
        var at = place(offset, size, true);
        var slot = slot(at);
        if (registers.kind[slot].isPointer()) {
            if (size != Long.BYTES) {
                throw Refusal.of("reads %d bytes of %s spilled at R10%d", size, registers.kind[slot], at - BYTES);
            }
            registers.copy(slot, register);
            return;
        }
        var mask = size == Long.BYTES ? -1L : (1L << (size * Byte.SIZE)) - 1;
        if (Region.get(holds, at, size) != (ALL_DATA & mask)) {
            throw uninitialised(at, size);
        }
        var whole = size == Long.BYTES && registers.kind[slot] == Kind.SCALAR;
        registers.scalar(register, Region.get(bytes, at, size), whole && registers.constant[slot]);
    }

    void store(long offset, int size, int register) {
        var at = place(offset, size, true);
        if (registers.kind[register].isPointer()) {
            if (size != Long.BYTES) {
                throw Refusal.of("stores %d bytes of %s; a pointer is spilled whole", size, registers.kind[register]);
            }
            registers.copy(register, slot(at));
            Arrays.fill(holds, at, at + size, POINTER);
            return;
        }
        put(at, size, registers.value[register]);
        if (size == Long.BYTES) {
            registers.scalar(slot(at), registers.value[register], registers.constant[register]);
        }
    }

    void storeImmediate(long offset, int size, long immediate) {
        var at = place(offset, size, true);
        put(at, size, immediate);
        if (size == Long.BYTES) {
            registers.scalar(slot(at), immediate, true);
        }
    }

    /** Where a helper or an atomic operation reads; every byte must hold data. */
    int readable(long offset, int size, boolean aligned) {
        var at = place(offset, size, aligned);
        for (int i = at; i < at + size; i++) {
            if (holds[i] != DATA) {
                throw uninitialised(at, size);
            }
        }
        return at;
    }

    /** Where a helper writes; afterwards every byte holds data. */
    int writable(long offset, int size) {
        var at = place(offset, size, false);
        mark(at, size);
        return at;
    }

    private void put(int at, int size, long value) {
        mark(at, size);
        Region.put(bytes, at, size, value);
    }

    private void mark(int at, int size) {
        for (int slot = at & -Long.BYTES; slot < at + size; slot += Long.BYTES) {
            // What is left of an overwritten pointer is not data.
            if (registers.kind[slot(slot)].isPointer()) {
                Arrays.fill(holds, slot, slot + Long.BYTES, VOID);
            }
            registers.kind[slot(slot)] = Kind.UNINITIALISED;
        }
        Arrays.fill(holds, at, at + size, DATA);
    }

    private static int place(long offset, int size, boolean aligned) {
        if (offset < -BYTES || offset + size > 0) {
            throw Refusal.of("%d bytes at R10%+d are outside the %d bytes of stack", size, offset, BYTES);
        }
        if (aligned && offset % size != 0) {
            throw Refusal.of("%d bytes at R10%+d are not aligned", size, offset);
        }
        return (int) offset + BYTES;
    }

    private static int slot(int at) {
        return Registers.FIRST_SLOT + at / Long.BYTES;
    }

    private static Refusal uninitialised(int at, int size) {
        return Refusal.of("reads %d bytes of stack at R10%d that are not all initialised", size, at - BYTES);
    }
}
