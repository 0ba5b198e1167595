package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Instruction;
import dev.damson.policy.ebpf.Opcode;

/** Which instructions the simulator runs; the rest is refused before the first packet. */
final class Decoding {
    /** Stands in the second slot of a 64-bit immediate load. */
    static final int SECOND_SLOT = -1;

    private Decoding() {}

    static boolean isKnown(Instruction instruction) {
        if (instruction.destination() > Registers.FRAME
                || (readsSource(instruction) && instruction.source() > Registers.FRAME)
                || usesReserved(instruction)) {
            return false;
        }
        var opcode = instruction.opcode();
        var operation = opcode & Opcode.OPERATION_MASK;
        return switch (opcode & Opcode.CLASS_MASK) {
            case Opcode.ALU, Opcode.ALU64 ->
                instruction.destination() != Registers.FRAME
                        && instruction.offset() == 0
                        && operation <= Opcode.END
                        && (operation != Opcode.END || isSwap(instruction))
                        && isDefined(instruction);
            case Opcode.JMP ->
                switch (operation) {
                    case Opcode.JA -> opcode == Opcode.GOTO;
                    case Opcode.CALL -> opcode == Opcode.CALL_HELPER && instruction.source() == 0;
                    case Opcode.EXIT -> opcode == Opcode.RETURN;
                    default -> operation <= Opcode.JSLE;
                };
            case Opcode.JMP32 ->
                opcode == Opcode.GOTO_LONG
                        || (operation != Opcode.JA
                                && operation != Opcode.CALL
                                && operation != Opcode.EXIT
                                && operation <= Opcode.JSLE);
            case Opcode.LD ->
                opcode == Opcode.LOAD_IMMEDIATE_64
                        && instruction.source() <= Opcode.PSEUDO_MAP_VALUE
                        && instruction.destination() != Registers.FRAME;
            case Opcode.LDX ->
                (opcode & Opcode.MODE_MASK) == Opcode.MODE_MEM && instruction.destination() != Registers.FRAME;
            case Opcode.ST -> (opcode & Opcode.MODE_MASK) == Opcode.MODE_MEM;
            default -> (opcode & Opcode.MODE_MASK) == Opcode.MODE_MEM || isAtomic(instruction);
        };
    }

    static boolean jumps(int opcode) {
        return opcode >= 0 && (opcode == Opcode.GOTO || opcode == Opcode.GOTO_LONG || Opcode.isConditionalJump(opcode));
    }

    private static boolean readsSource(Instruction instruction) {
        return instruction.opcode() != Opcode.LOAD_IMMEDIATE_64;
    }

    /** Fields that an instruction has no use for are 0, or the verifier refuses it. */
    private static boolean usesReserved(Instruction instruction) {
        int opcode = instruction.opcode();
        int operation = opcode & Opcode.OPERATION_MASK;
        boolean fromRegister = (opcode & Opcode.SOURCE_X) != 0;
        boolean source = instruction.source() != 0;
        boolean immediate = instruction.immediate() != 0;
        return switch (opcode & Opcode.CLASS_MASK) {
            case Opcode.ALU, Opcode.ALU64 ->
                switch (operation) {
                    case Opcode.END -> source;
                    case Opcode.NEG -> source || immediate || fromRegister;
                    default -> fromRegister ? immediate : source;
                };
            case Opcode.LDX -> immediate;
            case Opcode.ST -> source;
            case Opcode.STX -> (opcode & Opcode.MODE_MASK) == Opcode.MODE_MEM && immediate;
            case Opcode.LD -> instruction.offset() != 0;
            default ->
                switch (operation) {
                    case Opcode.JA ->
                        source
                                || instruction.destination() != 0
                                || (opcode == Opcode.GOTO ? immediate : instruction.offset() != 0);
                    case Opcode.CALL -> instruction.destination() != 0 || instruction.offset() != 0;
                    case Opcode.EXIT ->
                        source || immediate || instruction.destination() != 0 || instruction.offset() != 0;
                    default -> fromRegister ? immediate : source;
                };
        };
    }

    /** A division by a constant 0 and a shift by a constant beyond the register's width are refused. */
    private static boolean isDefined(Instruction instruction) {
        int opcode = instruction.opcode();
        if ((opcode & Opcode.SOURCE_X) != 0) {
            return true;
        }
        int bits = (opcode & Opcode.CLASS_MASK) == Opcode.ALU64 ? Long.SIZE : Integer.SIZE;
        return switch (opcode & Opcode.OPERATION_MASK) {
            case Opcode.DIV, Opcode.MOD -> instruction.immediate() != 0;
            case Opcode.LSH, Opcode.RSH, Opcode.ARSH -> instruction.immediate() >= 0 && instruction.immediate() < bits;
            default -> true;
        };
    }

    private static boolean isSwap(Instruction instruction) {
        return instruction.immediate() == 16 || instruction.immediate() == 32 || instruction.immediate() == 64;
    }

    private static boolean isAtomic(Instruction instruction) {
        var opcode = instruction.opcode();
        var operation = instruction.immediate();
        return (opcode & Opcode.MODE_MASK) == Opcode.MODE_ATOMIC
                && Opcode.accessBytes(opcode) >= Integer.BYTES
                && (operation == Opcode.ADD
                        || operation == (Opcode.ADD | Opcode.ATOMIC_FETCH)
                        || operation == Opcode.ATOMIC_EXCHANGE
                        || operation == Opcode.ATOMIC_COMPARE_EXCHANGE);
    }
}
