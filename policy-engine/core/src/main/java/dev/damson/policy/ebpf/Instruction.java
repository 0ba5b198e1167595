package dev.damson.policy.ebpf;

import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One decoded instruction.
 *
 * @param opcode opcode byte, 0 to 255
 * @param destination destination register field, 0 to 15
 * @param source source register or pseudo field, 0 to 15
 * @param offset signed 16-bit offset
 * @param immediate signed 32-bit immediate, or all 64 bits of a two-slot load (low word from the first slot)
 */
public record Instruction(int opcode, int destination, int source, int offset, long immediate) {
    /** Slots of eight bytes: 2 for a 64-bit immediate load, otherwise 1. */
    public int slots() {
        return opcode == Opcode.LOAD_IMMEDIATE_64 ? 2 : 1;
    }

    /** The instruction's own little-endian bytes, 8 or 16. */
    public byte[] bytes() {
        var buffer = ByteBuffer.allocate(slots() * ProgramImage.SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) opcode).put((byte) (source << 4 | destination)).putShort((short) offset);
        buffer.putInt((int) immediate);
        if (slots() == 2) {
            buffer.putInt(0).putInt((int) (immediate >>> 32));
        }
        return buffer.array();
    }

    /**
     * Reads the instruction that begins at a slot.
     *
     * @throws IllegalArgumentException when a two-slot load is cut off or its second slot is not empty
     */
    public static Instruction decode(byte[] code, int slot) {
        var buffer = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        var at = slot * ProgramImage.SLOT_BYTES;
        var opcode = Byte.toUnsignedInt(buffer.get(at));
        var registers = Byte.toUnsignedInt(buffer.get(at + 1));
        var offset = buffer.getShort(at + 2);
        long immediate = buffer.getInt(at + 4);
        if (opcode == Opcode.LOAD_IMMEDIATE_64) {
            if (at + 2 * ProgramImage.SLOT_BYTES > code.length || buffer.getInt(at + 8) != 0) {
                throw new IllegalArgumentException(
                        "instruction %d is a 64-bit immediate load without its second slot".formatted(slot));
            }
            immediate = Integer.toUnsignedLong((int) immediate) | (long) buffer.getInt(at + 12) << 32;
        }
        return new Instruction(opcode, registers & 0xf, registers >> 4, offset, immediate);
    }

    /** The slot a jump at the given slot goes to; only for jumps. */
    public int target(int slot) {
        return slot + 1 + (opcode == Opcode.GOTO_LONG ? (int) immediate : offset);
    }

    /** Whether this is a jump, conditional or not, to another slot. */
    public boolean jumps() {
        return opcode == Opcode.GOTO || opcode == Opcode.GOTO_LONG || Opcode.isConditionalJump(opcode);
    }

    /** Whether control never reaches the next instruction. */
    public boolean endsFlow() {
        return opcode == Opcode.GOTO || opcode == Opcode.GOTO_LONG || opcode == Opcode.RETURN;
    }
}
