package dev.damson.policy.random;

import dev.damson.policy.ebpf.Opcode;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** One single fault in a judging program, of the kinds that emitters and assemblers make. */
public enum CodeFault {
    WRONG_JUMP,
    WRONG_CONDITION,
    WRONG_STRIDE,
    WRONG_OFFSET,
    WRONG_IMMEDIATE,
    LOST_INSTRUCTION,
    WRONG_TABLE;

    private static final int OPCODE = 0;
    private static final int OFFSET = 2;
    private static final int IMMEDIATE = 4;
    private static final byte NO_OPERATION = Opcode.GOTO;

    /**
     * The program with the fault at a place that the dice choose.
     *
     * @param reached slots that packets run through: a fault elsewhere is none that a packet could meet
     * @param tables symbols of all tables
     * @return empty where the fault has no place
     */
    public Optional<ProgramImage> in(ProgramImage image, IntPredicate reached, List<String> tables, Dice dice) {
        if (this == WRONG_TABLE) {
            return otherTable(image, reached, tables, dice);
        }
        var code = ByteBuffer.wrap(image.instructions()).order(ByteOrder.LITTLE_ENDIAN);
        var places = IntStream.range(0, image.slots())
                .filter(slot -> reached.test(slot) && fits(code, slot))
                .boxed()
                .toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        change(code, dice.one(places) * ProgramImage.SLOT_BYTES, dice);
        return Optional.of(new ProgramImage(image.name(), code.array(), image.relocations()));
    }

    private boolean fits(ByteBuffer code, int slot) {
        int opcode = Byte.toUnsignedInt(code.get(slot * ProgramImage.SLOT_BYTES + OPCODE));
        int type = opcode & Opcode.CLASS_MASK;
        boolean arithmetic = type == Opcode.ALU64 || type == Opcode.ALU;
        boolean immediate = arithmetic && (opcode & Opcode.SOURCE_X) == 0;
        boolean multiplies = (opcode & Opcode.OPERATION_MASK) == Opcode.MUL;
        return switch (this) {
            case WRONG_JUMP -> Opcode.isConditionalJump(opcode) || opcode == Opcode.GOTO;
            case WRONG_CONDITION -> Opcode.isConditionalJump(opcode) && negated(opcode & Opcode.OPERATION_MASK) >= 0;
            case WRONG_STRIDE -> immediate && multiplies;
            case WRONG_OFFSET -> type == Opcode.LDX || type == Opcode.STX;
            case WRONG_IMMEDIATE -> immediate && !multiplies && (opcode & Opcode.OPERATION_MASK) != Opcode.END;
            case LOST_INSTRUCTION -> arithmetic || type == Opcode.LDX || type == Opcode.STX;
            case WRONG_TABLE -> false;
        };
    }

    private void change(ByteBuffer code, int at, Dice dice) {
        int opcode = Byte.toUnsignedInt(code.get(at + OPCODE));
        int step = dice.percent(50) ? 1 : -1;
        switch (this) {
            case WRONG_JUMP -> code.putShort(at + OFFSET, (short) (code.getShort(at + OFFSET) + step));
            case WRONG_CONDITION ->
                code.put(at + OPCODE, (byte)
                        (opcode & ~Opcode.OPERATION_MASK | negated(opcode & Opcode.OPERATION_MASK)));
            case WRONG_STRIDE, WRONG_IMMEDIATE -> code.putInt(at + IMMEDIATE, code.getInt(at + IMMEDIATE) + step);
            case WRONG_OFFSET ->
                code.putShort(at + OFFSET, (short) (code.getShort(at + OFFSET) + step * Opcode.accessBytes(opcode)));
            case LOST_INSTRUCTION -> code.putLong(at, NO_OPERATION);
            case WRONG_TABLE -> throw new IllegalStateException("a wrong table is no wrong instruction");
        }
    }

    private static int negated(int operation) {
        return switch (operation) {
            case Opcode.JEQ -> Opcode.JNE;
            case Opcode.JNE -> Opcode.JEQ;
            case Opcode.JLT -> Opcode.JGE;
            case Opcode.JGE -> Opcode.JLT;
            case Opcode.JSGE -> Opcode.JSLT;
            default -> -1;
        };
    }

    private static Optional<ProgramImage> otherTable(
            ProgramImage image, IntPredicate reached, List<String> tables, Dice dice) {
        var relocations = new ArrayList<Relocation>(image.relocations());
        var places = IntStream.range(0, relocations.size())
                .filter(i -> tables.contains(relocations.get(i).symbol())
                        && reached.test(relocations.get(i).instruction()))
                .boxed()
                .toList();
        if (places.isEmpty() || tables.size() < 2) {
            return Optional.empty();
        }
        int place = dice.one(places);
        var right = relocations.get(place);
        var others =
                tables.stream().filter(table -> !table.equals(right.symbol())).toList();
        relocations.set(place, new Relocation(right.instruction(), right.kind(), dice.one(others), right.offset()));
        return Optional.of(new ProgramImage(image.name(), image.instructions(), relocations));
    }
}
