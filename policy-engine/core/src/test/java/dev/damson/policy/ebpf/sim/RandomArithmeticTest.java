package dev.damson.policy.ebpf.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random programs against a second, slow reading of the instruction set in big integers. */
class RandomArithmeticTest {
    private static final int PROGRAMS = 400;
    private static final int INSTRUCTIONS = 60;
    private static final int REGISTERS = 6;
    private static final long SEED = Long.getLong("damson.seed", System.nanoTime());

    @Test
    void agreesWithBigIntegers() {
        System.out.println("RandomArithmeticTest: -Ddamson.seed=" + SEED);
        var random = new SplittableRandom(SEED);
        var bench = new Bench();
        for (int i = 0; i < PROGRAMS; i++) {
            var assembler = new Assembler("random-" + i);
            var expected = new long[REGISTERS];
            for (int r = 0; r < REGISTERS; r++) {
                expected[r] = interesting(random);
                assembler.loadImm64(Register.values()[r], expected[r]);
            }
            for (int step = 0; step < INSTRUCTIONS; step++) {
                emit(random, assembler, expected);
            }
            assembler.loadMapValue(Register.R9, "out", 0);
            for (int r = 0; r < REGISTERS; r++) {
                assembler.store(Width.DW, Register.R9, r * Long.BYTES, Register.values()[r]);
            }
            assembler.mov(Register.R0, 0).exit();

            bench.machine.run(bench.machine.load(assembler.assemble()), Arrival.of(Bench.FRAME));

            for (int r = 0; r < REGISTERS; r++) {
                assertEquals(
                        expected[r],
                        bench.out.value(0).getLong(r * Long.BYTES),
                        "R%d, seed %d%n%s".formatted(r, SEED, assembler.listing()));
            }
        }
    }

    private static void emit(SplittableRandom random, Assembler assembler, long[] expected) {
        var operation = AluOp.values()[random.nextInt(AluOp.values().length)];
        var destination = random.nextInt(REGISTERS);
        var source = random.nextInt(REGISTERS);
        var wide = random.nextBoolean();
        var register = Register.values()[destination];
        long operand;
        if (random.nextBoolean()) {
            operand = expected[source];
            if (wide) {
                assembler.alu(operation, register, Register.values()[source]);
            } else {
                assembler.alu32(operation, register, Register.values()[source]);
            }
        } else {
            var immediate = immediate(random, operation, wide);
            operand = immediate;
            if (wide) {
                assembler.alu(operation, register, immediate);
            } else {
                assembler.alu32(operation, register, immediate);
            }
        }
        expected[destination] = reference(operation, expected[destination], operand, wide ? 64 : 32);
    }

    private static int immediate(SplittableRandom random, AluOp operation, boolean wide) {
        return switch (operation) {
            case LSH, RSH, ARSH -> random.nextInt(wide ? 64 : 32);
            case DIV, MOD -> random.nextInt() | 1;
            case ADD, SUB, MUL, OR, AND, XOR, MOV -> random.nextInt();
        };
    }

    private static long reference(AluOp operation, long left, long right, int bits) {
        var modulus = BigInteger.ONE.shiftLeft(bits);
        var a = BigInteger.valueOf(left).mod(modulus);
        var b = BigInteger.valueOf(right).mod(modulus);
        var shift = b.intValue() & (bits - 1);
        var signed = a.testBit(bits - 1) ? a.subtract(modulus) : a;
        var result = switch (operation) {
            case ADD -> a.add(b);
            case SUB -> a.subtract(b);
            case MUL -> a.multiply(b);
            case DIV -> b.signum() == 0 ? BigInteger.ZERO : a.divide(b);
            case MOD -> b.signum() == 0 ? a : a.mod(b);
            case OR -> a.or(b);
            case AND -> a.and(b);
            case XOR -> a.xor(b);
            case LSH -> a.shiftLeft(shift);
            case RSH -> a.shiftRight(shift);
            case ARSH -> signed.shiftRight(shift);
            case MOV -> b;
        };
        return result.mod(modulus).longValue();
    }

    private static long interesting(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Long.MIN_VALUE;
            case 3 -> random.nextInt(100);
            case 4 -> Integer.MIN_VALUE;
            default -> random.nextLong();
        };
    }
}
