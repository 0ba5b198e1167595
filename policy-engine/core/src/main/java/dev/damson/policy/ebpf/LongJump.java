package dev.damson.policy.ebpf;

import java.util.List;

/** The forms of a jump whose target is more than 16 bits away; only the unconditional one has a long form. */
final class LongJump {
    private LongJump() {}

    /** A jump with the meaning of a short one, its last instruction a {@code gotol} still without its distance. */
    static List<Instruction> of(Instruction jump) {
        var far = new Instruction(Opcode.GOTO_LONG, 0, 0, 0, 0);
        if (jump.opcode() == Opcode.GOTO) {
            return List.of(far);
        }
        var inverse = Condition.of(jump.opcode()).flatMap(Condition::inverse);
        if (inverse.isPresent()) {
            var opcode =
                    (jump.opcode() & ~Opcode.OPERATION_MASK) | inverse.get().code();
            return List.of(new Instruction(opcode, jump.destination(), jump.source(), 1, jump.immediate()), far);
        }
        return List.of(
                new Instruction(jump.opcode(), jump.destination(), jump.source(), 1, jump.immediate()),
                new Instruction(Opcode.GOTO, 0, 0, 1, 0),
                far);
    }

    /** The jump with its distance, counted from the slot behind it. */
    static Instruction aim(Instruction jump, int distance) {
        return jump.opcode() == Opcode.GOTO_LONG
                ? new Instruction(Opcode.GOTO_LONG, 0, 0, 0, distance)
                : new Instruction(jump.opcode(), jump.destination(), jump.source(), distance, jump.immediate());
    }
}
