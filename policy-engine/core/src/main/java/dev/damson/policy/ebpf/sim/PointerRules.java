package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Opcode;

/** What may be done with pointers other than reading and writing through them. */
final class PointerRules {
    private final Registers registers;

    PointerRules(Registers registers) {
        this.registers = registers;
    }

    void requireInitialised(int register) {
        if (registers.kind[register] == Kind.UNINITIALISED) {
            throw Refusal.of("R%d is not initialised", register);
        }
    }

    void requireScalar(int register, String purpose) {
        requireInitialised(register);
        if (registers.kind[register] != Kind.SCALAR) {
            throw Refusal.of("R%d is %s, not a number for %s", register, registers.kind[register], purpose);
        }
    }

    /** 64-bit arithmetic in which at least one side is a pointer and the other a register. */
    void compute(int operation, int destination, int source) {
        var kinds = registers.kind;
        if (kinds[destination].isPointer() && kinds[source].isPointer()) {
            // The verifier allows any difference to the privileged; only the packet's length means something.
            if (operation == Opcode.SUB && isPacket(kinds[destination]) && isPacket(kinds[source])) {
                registers.scalar(destination, registers.value[destination] - registers.value[source], false);
                return;
            }
            throw Refusal.of("arithmetic on %s and %s", kinds[destination], kinds[source]);
        }
        if (kinds[destination].isPointer()) {
            move(operation, destination, registers.value[source], registers.constant[source]);
            return;
        }
        if (operation != Opcode.ADD) {
            throw Refusal.of("only an addition has %s on its right side", kinds[source]);
        }
        var by = registers.value[destination];
        var constant = registers.constant[destination];
        registers.copy(source, destination);
        move(operation, destination, by, constant);
    }

    /** Moves a pointer by a number. */
    void move(int operation, int register, long number, boolean constant) {
        var kind = registers.kind[register];
        if (operation != Opcode.ADD && operation != Opcode.SUB) {
            throw Refusal.of("R%d is %s; pointers can be moved by addition and subtraction only", register, kind);
        }
        var by = operation == Opcode.ADD ? number : -number;
        switch (kind) {
            case PACKET -> {
                if (!constant && (number < 0 || number > Registers.MAXIMUM_PACKET_OFFSET)) {
                    throw Refusal.of("a packet pointer is moved by \"%d\"; it needs 0 to 65535", number);
                }
                registers.movePacket(register, by, constant);
            }
            case STACK, MAP_VALUE, RESERVATION -> registers.value[register] += by;
            case UNINITIALISED, SCALAR, CONTEXT, PACKET_END, MAP, MAP_VALUE_OR_NULL, RESERVATION_OR_NULL ->
                throw Refusal.of("R%d is %s, which cannot be moved", register, kind);
        }
    }

    /** A 64-bit comparison of a pointer with an immediate: only null can be asked for. */
    boolean compare(int operation, int register, long immediate) {
        var asksForNull = (operation == Opcode.JEQ || operation == Opcode.JNE) && immediate == 0;
        if (!asksForNull) {
            throw Refusal.of("R%d is %s; it can only be compared with 0", register, registers.kind[register]);
        }
        var isNull = false;
        if (registers.kind[register].mayBeNull()) {
            isNull = registers.referent[register] == null;
            registers.decideNull(register);
        }
        return isNull == (operation == Opcode.JEQ);
    }

    /** A 64-bit comparison of two registers, one at least a pointer: only packet against end has a meaning. */
    boolean compareRegisters(int operation, int left, int right) {
        var packetLeft = registers.kind[left] == Kind.PACKET && registers.kind[right] == Kind.PACKET_END;
        var packetRight = registers.kind[left] == Kind.PACKET_END && registers.kind[right] == Kind.PACKET;
        if (!packetLeft && !packetRight) {
            throw Refusal.of("compares %s with %s", registers.kind[left], registers.kind[right]);
        }
        var taken = Arithmetic.holds(operation, registers.value[left], registers.value[right]);
        var packet = packetLeft ? left : right;
        // Which branch knows that the pointer is below the end, or below and not at it.
        switch (operation) {
            case Opcode.JGT -> prove(packet, taken != packetLeft, packetRight);
            case Opcode.JLT -> prove(packet, taken == packetLeft, packetLeft);
            case Opcode.JGE -> prove(packet, taken != packetLeft, packetLeft);
            case Opcode.JLE -> prove(packet, taken == packetLeft, packetRight);
            default -> throw Refusal.of("a packet pointer is compared with the end by <, <=, > or >= only");
        }
        return taken;
    }

    private void prove(int packet, boolean within, boolean oneMore) {
        if (within) {
            registers.provePacket(packet, oneMore);
        }
    }

    private static boolean isPacket(Kind kind) {
        return kind == Kind.PACKET || kind == Kind.PACKET_END;
    }
}
