package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Opcode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes one packet's programs. Reused for many runs; nothing is allocated per instruction. */
final class Interpreter {
    /** Steps that a fault's message shows. */
    private static final int TRAIL = 16;
    /** Tail calls that the kernel takes (MAX_TAIL_CALL_CNT); the next falls through. */
    static final int MAXIMUM_TAIL_CALLS = 33;

    private final Registers registers = new Registers();
    private final StackMemory stack = new StackMemory(registers);
    private final Memory memory;
    private final PointerRules pointers = new PointerRules(registers);
    private final ArithmeticUnit arithmetic = new ArithmeticUnit(registers, pointers);
    private final HelperCalls helpers;
    private final int[] trail = new int[TRAIL];
    private final int instructionLimit;

    private int executed;
    private int tailCalls;

    Interpreter(Machine machine, SocketBuffer packet, int instructionLimit) {
        this.instructionLimit = instructionLimit;
        memory = new Memory(registers, stack, packet, new Context(packet, registers));
        helpers = new HelperCalls(machine, registers, memory, pointers, packet);
    }

    int executed() {
        return executed;
    }

    int tailCalls() {
        return tailCalls;
    }

    /** Runs to the exit and returns R0. */
    int run(Program first) {
        executed = 0;
        tailCalls = 0;
        var program = first;
        while (true) {
            registers.begin();
            stack.begin();
            helpers.begin();
            var next = execute(program);
            if (next == null) {
                return (int) registers.value[0];
            }
            program = next;
        }
    }

    private @Nullable Program execute(Program program) {
        int pc = 0;
        try {
            while (true) {
                if (++executed > instructionLimit) {
                    throw Refusal.of("more than %d instructions", instructionLimit);
                }
                trail[executed % TRAIL] = pc;
                program.executions[pc]++;
                var opcode = program.opcode[pc];
                switch (opcode & Opcode.CLASS_MASK) {
                    case Opcode.ALU64 -> {
                        arithmetic.wide(program, pc, opcode);
                        pc++;
                    }
                    case Opcode.ALU -> {
                        arithmetic.narrow(program, pc, opcode);
                        pc++;
                    }
                    case Opcode.LDX -> {
                        memory.load(
                                program.source[pc],
                                program.offset[pc],
                                Opcode.accessBytes(opcode),
                                program.destination[pc]);
                        pc++;
                    }
                    case Opcode.STX -> {
                        store(program, pc, opcode);
                        pc++;
                    }
                    case Opcode.ST -> {
                        memory.storeNumber(
                                program.destination[pc],
                                program.offset[pc],
                                Opcode.accessBytes(opcode),
                                program.immediate[pc]);
                        pc++;
                    }
                    case Opcode.LD -> {
                        loadImmediate(program, pc);
                        pc += 2;
                    }
                    case Opcode.JMP32 -> pc = jump32(program, pc, opcode) ? program.target[pc] : pc + 1;
                    default -> {
                        if (opcode == Opcode.RETURN) {
                            requireCleanExit();
                            return null;
                        }
                        if (opcode == Opcode.CALL_HELPER) {
                            var next = call(program, pc);
                            if (next != null) {
                                return next;
                            }
                            pc++;
                        } else {
                            pc = jump(program, pc, opcode) ? program.target[pc] : pc + 1;
                        }
                    }
                }
            }
        } catch (Refusal refusal) {
            throw fault(program, pc, Objects.requireNonNull(refusal.getMessage()));
        } catch (ArrayIndexOutOfBoundsException e) {
            throw fault(program, pc, "the instructions end here");
        }
    }

    private void loadImmediate(Program program, int pc) {
        var destination = program.destination[pc];
        var referent = program.referent[pc];
        switch (program.source[pc]) {
            case Opcode.PSEUDO_MAP_FD -> registers.pointer(destination, Kind.MAP, 0, Objects.requireNonNull(referent));
            case Opcode.PSEUDO_MAP_VALUE ->
                registers.pointer(
                        destination,
                        Kind.MAP_VALUE,
                        program.immediate[pc] >>> Integer.SIZE,
                        Objects.requireNonNull(referent));
            default -> registers.scalar(destination, program.immediate[pc], true);
        }
    }

    private void store(Program program, int pc, int opcode) {
        var base = program.destination[pc];
        var source = program.source[pc];
        var size = Opcode.accessBytes(opcode);
        if ((opcode & Opcode.MODE_MASK) == Opcode.MODE_MEM) {
            memory.store(base, program.offset[pc], size, source);
            return;
        }
        pointers.requireScalar(source, "an atomic operation");
        var operation = (int) program.immediate[pc];
        if (operation == Opcode.ATOMIC_COMPARE_EXCHANGE) {
            pointers.requireScalar(0, "a compare-and-exchange");
        }
        memory.locateAtomic(base, program.offset[pc], size);
        var old = Region.get(memory.bytes, memory.at, size);
        var operand = registers.value[source];
        switch (operation) {
            case Opcode.ADD -> Region.put(memory.bytes, memory.at, size, old + operand);
            case Opcode.ADD | Opcode.ATOMIC_FETCH -> {
                Region.put(memory.bytes, memory.at, size, old + operand);
                registers.scalar(source, old, false);
            }
            case Opcode.ATOMIC_EXCHANGE -> {
                Region.put(memory.bytes, memory.at, size, operand);
                registers.scalar(source, old, false);
            }
            default -> {
                var expected = size == Long.BYTES ? registers.value[0] : registers.value[0] & 0xffff_ffffL;
                if (old == expected) {
                    Region.put(memory.bytes, memory.at, size, operand);
                }
                registers.scalar(0, old, false);
            }
        }
    }

    private boolean jump(Program program, int pc, int opcode) {
        if (opcode == Opcode.GOTO) {
            return true;
        }
        var left = program.destination[pc];
        var operation = opcode & Opcode.OPERATION_MASK;
        pointers.requireInitialised(left);
        if ((opcode & Opcode.SOURCE_X) == 0) {
            var immediate = program.immediate[pc];
            if (registers.kind[left] != Kind.SCALAR) {
                return pointers.compare(operation, left, immediate);
            }
            return compare(operation, left, registers.value[left], immediate);
        }
        var right = program.source[pc];
        pointers.requireInitialised(right);
        if (registers.kind[left] != Kind.SCALAR || registers.kind[right] != Kind.SCALAR) {
            return pointers.compareRegisters(operation, left, right);
        }
        return Arithmetic.holds(operation, registers.value[left], registers.value[right]);
    }

    private boolean jump32(Program program, int pc, int opcode) {
        if (opcode == Opcode.GOTO_LONG) {
            return true;
        }
        var left = program.destination[pc];
        var operation = opcode & Opcode.OPERATION_MASK;
        pointers.requireScalar(left, "a 32-bit comparison");
        if ((opcode & Opcode.SOURCE_X) == 0) {
            return compare(operation, left, lowWord(left), program.immediate[pc]);
        }
        pointers.requireScalar(program.source[pc], "a 32-bit comparison");
        return Arithmetic.holds(operation, lowWord(left), lowWord(program.source[pc]));
    }

    private long lowWord(int register) {
        return registers.value[register] << Integer.SIZE >> Integer.SIZE;
    }

    /** Compares with an immediate; on the equal side the number is a constant to the verifier. */
    private boolean compare(int operation, int register, long value, long immediate) {
        var taken = Arithmetic.holds(operation, value, immediate);
        if ((operation == Opcode.JEQ && taken) || (operation == Opcode.JNE && !taken)) {
            registers.constant[register] |= registers.value[register] == immediate;
        }
        return taken;
    }

    private @Nullable Program call(Program program, int pc) {
        var helper = (Helper) Objects.requireNonNull(program.referent[pc]);
        var next = helpers.call(helper);
        if (next == null) {
            return null;
        }
        // The kernel counts before it jumps: the 34th call falls through.
        if (tailCalls >= MAXIMUM_TAIL_CALLS) {
            return null;
        }
        tailCalls++;
        return next;
    }

    private void requireCleanExit() {
        pointers.requireScalar(0, "the return code");
        helpers.requireNothingReserved("at the exit");
    }

    private ProgramFault fault(Program program, int pc, String what) {
        var slot = Math.min(pc, program.slots - 1);
        var way = new StringBuilder();
        for (int step = Math.max(1, executed - TRAIL + 1); step <= executed; step++) {
            way.append(way.isEmpty() ? "" : " → ").append(trail[step % TRAIL]);
        }
        return new ProgramFault(
                program.name(),
                slot,
                "program \"%s\", instruction %d (%s): %s; came by %s; %s"
                        .formatted(program.name(), slot, program.mnemonic(slot), what, way, registers.describe()));
    }
}
