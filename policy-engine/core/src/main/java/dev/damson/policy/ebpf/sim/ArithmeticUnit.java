package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Opcode;

/** Executes arithmetic instructions on registers. */
final class ArithmeticUnit {
    private final Registers registers;
    private final PointerRules pointers;

    ArithmeticUnit(Registers registers, PointerRules pointers) {
        this.registers = registers;
        this.pointers = pointers;
    }

    void wide(Program program, int pc, int opcode) {
        var destination = program.destination[pc];
        var operation = opcode & Opcode.OPERATION_MASK;
        var fromRegister = (opcode & Opcode.SOURCE_X) != 0;
        if (operation == Opcode.MOV) {
            if (fromRegister) {
                pointers.requireInitialised(program.source[pc]);
                registers.copy(program.source[pc], destination);
            } else {
                registers.scalar(destination, program.immediate[pc], true);
            }
            return;
        }
        if (operation == Opcode.NEG || operation == Opcode.END) {
            unary(program, pc, opcode);
            return;
        }
        pointers.requireInitialised(destination);
        if (!fromRegister) {
            if (registers.kind[destination] == Kind.SCALAR) {
                registers.value[destination] =
                        Arithmetic.wide(operation, registers.value[destination], program.immediate[pc]);
            } else {
                pointers.move(operation, destination, program.immediate[pc], true);
            }
            return;
        }
        var source = program.source[pc];
        pointers.requireInitialised(source);
        if (registers.kind[destination] == Kind.SCALAR && registers.kind[source] == Kind.SCALAR) {
            registers.value[destination] =
                    Arithmetic.wide(operation, registers.value[destination], registers.value[source]);
            registers.constant[destination] &= registers.constant[source];
        } else {
            pointers.compute(operation, destination, source);
        }
    }

    void narrow(Program program, int pc, int opcode) {
        var destination = program.destination[pc];
        var operation = opcode & Opcode.OPERATION_MASK;
        if (operation == Opcode.NEG || operation == Opcode.END) {
            unary(program, pc, opcode);
            return;
        }
        var constant = true;
        var operand = program.immediate[pc];
        if ((opcode & Opcode.SOURCE_X) != 0) {
            pointers.requireScalar(program.source[pc], "32-bit arithmetic");
            operand = registers.value[program.source[pc]];
            constant = registers.constant[program.source[pc]];
        }
        if (operation == Opcode.MOV) {
            registers.scalar(destination, operand & 0xffff_ffffL, constant);
            return;
        }
        pointers.requireScalar(destination, "32-bit arithmetic");
        registers.value[destination] = Arithmetic.narrow(operation, (int) registers.value[destination], (int) operand);
        registers.constant[destination] &= constant;
    }

    private void unary(Program program, int pc, int opcode) {
        var register = program.destination[pc];
        pointers.requireScalar(register, "arithmetic");
        var value = registers.value[register];
        if ((opcode & Opcode.OPERATION_MASK) == Opcode.END) {
            registers.value[register] = Arithmetic.swap(opcode, value, (int) program.immediate[pc]);
        } else if ((opcode & Opcode.CLASS_MASK) == Opcode.ALU64) {
            registers.value[register] = -value;
        } else {
            registers.value[register] = -value & 0xffff_ffffL;
        }
    }
}
