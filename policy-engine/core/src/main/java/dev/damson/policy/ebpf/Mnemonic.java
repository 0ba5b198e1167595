package dev.damson.policy.ebpf;

import dev.damson.wire.program.Relocation;

/** Instructions as text, in the manner of the kernel's own disassembler. */
final class Mnemonic {
    private Mnemonic() {}

    /** An instruction whose jump, if it is one, shows its distance. */
    static String of(Instruction instruction) {
        var distance = instruction.target(-1);
        return of(instruction, "pc" + (distance < 0 ? distance : "+" + distance));
    }

    /** A load of a map or of a map's value. */
    static String of(Instruction instruction, Relocation relocation) {
        var map = "r%d = map[%s]".formatted(instruction.destination(), relocation.symbol());
        return switch (relocation.kind()) {
            case MAP_FD -> map;
            case MAP_VALUE -> "%s[0] + %d".formatted(map, relocation.offset());
        };
    }

    /** An instruction whose jump, if it is one, shows the name of its target. */
    static String of(Instruction instruction, String target) {
        return switch (instruction.opcode() & Opcode.CLASS_MASK) {
            case Opcode.ALU -> arithmetic(instruction, 'w');
            case Opcode.ALU64 -> arithmetic(instruction, 'r');
            case Opcode.JMP -> jump(instruction, 'r', target);
            case Opcode.JMP32 -> jump(instruction, 'w', target);
            case Opcode.LD -> immediateLoad(instruction);
            case Opcode.LDX ->
                "r%d = %s".formatted(instruction.destination(), memory(instruction, instruction.source()));
            case Opcode.ST ->
                "%s = %d".formatted(memory(instruction, instruction.destination()), instruction.immediate());
            default -> store(instruction);
        };
    }

    private static String arithmetic(Instruction instruction, char prefix) {
        var destination = prefix + Integer.toString(instruction.destination());
        var operation = instruction.opcode() & Opcode.OPERATION_MASK;
        if (operation == Opcode.NEG) {
            return "%s = -%s".formatted(destination, destination);
        }
        if (operation == Opcode.END) {
            return swap(instruction);
        }
        return AluOp.of(instruction.opcode())
                .map(op -> "%s %s %s".formatted(destination, op.sign(), operand(instruction, prefix)))
                .orElseGet(() -> unknown(instruction));
    }

    private static String swap(Instruction instruction) {
        var register = "r" + instruction.destination();
        String order;
        if ((instruction.opcode() & Opcode.CLASS_MASK) == Opcode.ALU64) {
            order = "bswap";
        } else {
            order = (instruction.opcode() & Opcode.SOURCE_X) != 0 ? "be" : "le";
        }
        return "%s = %s%d %s".formatted(register, order, instruction.immediate(), register);
    }

    private static String jump(Instruction instruction, char prefix, String target) {
        if (instruction.opcode() == Opcode.GOTO_LONG) {
            return "gotol " + target;
        }
        return switch (instruction.opcode()) {
            case Opcode.GOTO -> "goto " + target;
            case Opcode.RETURN -> "exit";
            case Opcode.CALL_HELPER -> call(instruction);
            default ->
                Condition.of(instruction.opcode())
                        .map(condition -> "if %s%d %s %s goto %s"
                                .formatted(
                                        prefix,
                                        instruction.destination(),
                                        condition.sign(),
                                        operand(instruction, prefix),
                                        target))
                        .orElseGet(() -> unknown(instruction));
        };
    }

    private static String call(Instruction instruction) {
        return Helper.of(instruction.immediate())
                .map(helper -> "call bpf_%s#%d".formatted(helper.symbol(), helper.number()))
                .orElseGet(() -> "call unknown#%d".formatted(instruction.immediate()));
    }

    private static String immediateLoad(Instruction instruction) {
        if (instruction.opcode() != Opcode.LOAD_IMMEDIATE_64) {
            return unknown(instruction);
        }
        return switch (instruction.source()) {
            case 0 -> "r%d = 0x%x ll".formatted(instruction.destination(), instruction.immediate());
            case Opcode.PSEUDO_MAP_FD ->
                "r%d = map[fd:%d]".formatted(instruction.destination(), (int) instruction.immediate());
            case Opcode.PSEUDO_MAP_VALUE ->
                "r%d = map[fd:%d][0] + %d".formatted(instruction.destination(), (int) instruction.immediate(), (int)
                        (instruction.immediate() >>> 32));
            default -> unknown(instruction);
        };
    }

    private static String store(Instruction instruction) {
        var memory = memory(instruction, instruction.destination());
        if ((instruction.opcode() & Opcode.MODE_MASK) == Opcode.MODE_MEM) {
            return "%s = r%d".formatted(memory, instruction.source());
        }
        if ((instruction.opcode() & Opcode.MODE_MASK) != Opcode.MODE_ATOMIC) {
            return unknown(instruction);
        }
        var address = memory.substring(1);
        var name = Opcode.accessBytes(instruction.opcode()) == 8 ? "atomic64" : "atomic";
        var source = instruction.source();
        return switch ((int) instruction.immediate()) {
            case Opcode.ADD -> "lock %s += r%d".formatted(memory, source);
            case Opcode.ADD | Opcode.ATOMIC_FETCH ->
                "r%d = %s_fetch_add(%s, r%d)".formatted(source, name, address, source);
            case Opcode.ATOMIC_EXCHANGE -> "r%d = %s_xchg(%s, r%d)".formatted(source, name, address, source);
            case Opcode.ATOMIC_COMPARE_EXCHANGE -> "r0 = %s_cmpxchg(%s, r0, r%d)".formatted(name, address, source);
            default -> unknown(instruction);
        };
    }

    private static String memory(Instruction instruction, int base) {
        var bits = Opcode.accessBytes(instruction.opcode()) * Byte.SIZE;
        var offset = instruction.offset();
        return "*(u%d *)(r%d %c %d)".formatted(bits, base, offset < 0 ? '-' : '+', Math.abs(offset));
    }

    private static String operand(Instruction instruction, char prefix) {
        return (instruction.opcode() & Opcode.SOURCE_X) != 0
                ? prefix + Integer.toString(instruction.source())
                : Long.toString(instruction.immediate());
    }

    private static String unknown(Instruction instruction) {
        return "unknown opcode 0x%02x".formatted(instruction.opcode());
    }
}
