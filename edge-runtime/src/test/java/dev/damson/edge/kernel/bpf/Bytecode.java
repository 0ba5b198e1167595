package dev.damson.edge.kernel.bpf;

import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Just enough of an assembler for programs of a dozen instructions; jumps count slots, as in the kernel's listings. */
final class Bytecode {
    static final int R0 = 0;
    static final int R1 = 1;
    static final int R2 = 2;
    static final int R3 = 3;
    static final int R4 = 4;
    static final int R6 = 6;
    static final int R7 = 7;
    static final int R10 = 10;

    static final int TCX_NEXT = -1;
    static final int TCX_PASS = 0;
    static final int TCX_DROP = 2;

    static final int MAP_LOOKUP_ELEM = 1;
    static final int KTIME_GET_NS = 5;
    static final int TAIL_CALL = 12;
    static final int RINGBUF_OUTPUT = 130;
    static final int RINGBUF_RESERVE = 131;
    static final int RINGBUF_SUBMIT = 132;
    static final int RINGBUF_DISCARD = 133;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<Relocation> relocations = new ArrayList<>();

    Bytecode slot(int opcode, int destination, int source, int offset, int immediate) {
        code.writeBytes(ByteBuffer.allocate(ProgramImage.SLOT_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) opcode)
                .put((byte) (destination | source << 4))
                .putShort((short) offset)
                .putInt(immediate)
                .array());
        return this;
    }

    Bytecode set(int register, int value) {
        return slot(0xb7, register, 0, 0, value);
    }

    Bytecode copy(int to, int from) {
        return slot(0xbf, to, from, 0, 0);
    }

    Bytecode add(int register, int value) {
        return slot(0x07, register, 0, 0, value);
    }

    Bytecode load32(int to, int from, int offset) {
        return slot(0x61, to, from, offset, 0);
    }

    Bytecode load64(int to, int from, int offset) {
        return slot(0x79, to, from, offset, 0);
    }

    Bytecode store64(int to, int offset, int from) {
        return slot(0x7b, to, from, offset, 0);
    }

    Bytecode store32(int to, int offset, int value) {
        return slot(0x62, to, 0, offset, value);
    }

    /** Adds a register to memory; the register gets what was there. */
    Bytecode fetchAdd64(int to, int offset, int register) {
        return slot(0xdb, to, register, offset, 0x01);
    }

    Bytecode jumpIfZero(int register, int slots) {
        return slot(0x15, register, 0, slots, 0);
    }

    Bytecode call(int helper) {
        return slot(0x85, 0, 0, 0, helper);
    }

    Bytecode exit() {
        return slot(0x95, 0, 0, 0, 0);
    }

    Bytecode map(int register, String symbol) {
        return wide(register, new Relocation(slots(), Relocation.Kind.MAP_FD, symbol, 0));
    }

    Bytecode mapValue(int register, String symbol, int offset) {
        return wide(register, new Relocation(slots(), Relocation.Kind.MAP_VALUE, symbol, offset));
    }

    private Bytecode wide(int register, Relocation relocation) {
        relocations.add(relocation);
        return slot(0x18, register, 0, 0, 0).slot(0, 0, 0, 0, 0);
    }

    private int slots() {
        return code.size() / ProgramImage.SLOT_BYTES;
    }

    ProgramImage named(String name) {
        return new ProgramImage(name, code.toByteArray(), relocations);
    }

    /** A program that only returns. */
    static ProgramImage returning(int verdict) {
        return new Bytecode().set(R0, verdict).exit().named("return_" + Math.abs(verdict));
    }

    /** Counts packets in the 64-bit word at the start of an array map, and returns. */
    static ProgramImage counting(String symbol, int verdict) {
        return new Bytecode()
                .mapValue(R1, symbol, 0)
                .set(R2, 1)
                .fetchAdd64(R1, 0, R2)
                .set(R0, verdict)
                .exit()
                .named("counting");
    }
}
