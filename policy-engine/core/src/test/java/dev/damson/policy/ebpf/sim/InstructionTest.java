package dev.damson.policy.ebpf.sim;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R6;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InstructionTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void computes(String what, long expected, Consumer<Assembler> body) {
        assertEquals(expected, new Bench().compute(body));
    }

    static Stream<Arguments> computes() {
        return Stream.of(
                leaves("mov extends the sign", -5, a -> a.mov(R0, -5)),
                leaves("mov32 clears the upper half", 0xffff_fffbL, a -> a.mov32(R0, -5)),
                leaves(
                        "mov32 cuts a register",
                        0x5566_7788L,
                        a -> a.loadImm64(R1, 0x1122_3344_5566_7788L).mov32(R0, R1)),
                leaves("a 64-bit immediate", 0x8000_0000_0000_0001L, a -> a.loadImm64(R0, 0x8000_0000_0000_0001L)),
                leaves(
                        "add wraps",
                        Long.MIN_VALUE,
                        a -> a.loadImm64(R0, Long.MAX_VALUE).alu(AluOp.ADD, R0, 1)),
                leaves("32-bit add wraps at 32 bits", 0, a -> a.mov32(R0, -1).alu32(AluOp.ADD, R0, 1)),
                leaves(
                        "division is unsigned",
                        0x7fff_ffff_ffff_ffffL,
                        a -> a.mov(R0, -1).alu(AluOp.DIV, R0, 2)),
                leaves(
                        "division by zero is zero",
                        0,
                        a -> a.mov(R0, 7).mov(R1, 0).alu(AluOp.DIV, R0, R1)),
                leaves(
                        "modulo by zero leaves the dividend",
                        7,
                        a -> a.mov(R0, 7).mov(R1, 0).alu(AluOp.MOD, R0, R1)),
                leaves(
                        "32-bit modulo by zero cuts",
                        0xffff_ffffL,
                        a -> a.mov(R0, -1).mov(R1, 0).alu32(AluOp.MOD, R0, R1)),
                leaves(
                        "shifts take six bits of a register",
                        2,
                        a -> a.mov(R0, 1).mov(R1, 65).alu(AluOp.LSH, R0, R1)),
                leaves(
                        "32-bit shifts take five",
                        2,
                        a -> a.mov(R0, 1).mov(R1, 33).alu32(AluOp.LSH, R0, R1)),
                leaves("arsh keeps the sign", -1, a -> a.mov(R0, -2).alu(AluOp.ARSH, R0, 1)),
                leaves(
                        "32-bit arsh keeps the 32-bit sign",
                        0xffff_ffffL,
                        a -> a.mov(R0, -2).alu32(AluOp.ARSH, R0, 1)),
                leaves(
                        "rsh does not",
                        0x7fff_ffff_ffff_ffffL,
                        a -> a.mov(R0, -2).alu(AluOp.RSH, R0, 1)),
                leaves("neg", -9, a -> a.mov(R0, 9).neg(R0)),
                leaves("be16 swaps and cuts", 0x3412, a -> a.mov(R0, 0x55_1234).toBigEndian(R0, 16)),
                leaves(
                        "be32 swaps and cuts",
                        0x7856_3412L,
                        a -> a.mov(R0, 0x1234_5678).toBigEndian(R0, 32)),
                leaves("be64", 0x0100_0000_0000_0000L, a -> a.mov(R0, 1).toBigEndian(R0, 64)),
                leaves("le32 cuts", 0xffff_ffffL, a -> a.mov(R0, -1).toLittleEndian(R0, 32)),
                leaves(
                        "bswap64",
                        0x8877_6655_4433_2211L,
                        a -> a.loadImm64(R0, 0x1122_3344_5566_7788L).byteSwap(R0, 64)),
                leaves(
                        "stack bytes are little-endian",
                        0x0201,
                        a -> a.storeImm(Width.B, R10, -8, 1)
                                .storeImm(Width.B, R10, -7, 2)
                                .load(Width.H, R0, R10, -8)),
                leaves(
                        "an 8-byte immediate is sign-extended",
                        -1,
                        a -> a.storeImm(Width.DW, R10, -8, -1).load(Width.DW, R0, R10, -8)),
                leaves(
                        "loads extend with zeroes",
                        0xff,
                        a -> a.storeImm(Width.DW, R10, -8, -1).load(Width.B, R0, R10, -3)),
                leaves(
                        "atomic add",
                        12,
                        a -> a.storeImm(Width.DW, R10, -8, 5)
                                .mov(R1, 7)
                                .atomicAdd(Width.DW, R10, -8, R1)
                                .load(Width.DW, R0, R10, -8)),
                leaves(
                        "fetch-add returns the old value",
                        5,
                        a -> a.storeImm(Width.DW, R10, -8, 5).mov(R0, 7).fetchAdd(Width.DW, R10, -8, R0)),
                leaves(
                        "32-bit atomic add stays in its word",
                        0x1_0000_0000L,
                        a -> a.mov(R1, -1)
                                .mov32(R1, R1)
                                .alu(AluOp.ADD, R1, 1)
                                .store(Width.DW, R10, -8, R1)
                                .storeImm(Width.W, R10, -8, -1)
                                .mov(R1, 1)
                                .atomicAdd(Width.W, R10, -8, R1)
                                .load(Width.DW, R0, R10, -8)),
                leaves(
                        "xchg",
                        0x0503,
                        a -> a.storeImm(Width.W, R10, -4, 5)
                                .mov(R0, 3)
                                .xchg(Width.W, R10, -4, R0)
                                .alu(AluOp.LSH, R0, 8)
                                .load(Width.W, R1, R10, -4)
                                .alu(AluOp.OR, R0, R1)),
                leaves(
                        "cmpxchg stores when R0 is there",
                        9,
                        a -> a.storeImm(Width.DW, R10, -8, 5)
                                .mov(R0, 5)
                                .mov(R1, 9)
                                .cmpxchg(Width.DW, R10, -8, R1)
                                .load(Width.DW, R0, R10, -8)),
                leaves(
                        "cmpxchg else loads R0",
                        5,
                        a -> a.storeImm(Width.DW, R10, -8, 5)
                                .mov(R0, 6)
                                .mov(R1, 9)
                                .cmpxchg(Width.DW, R10, -8, R1)),
                leaves(
                        "spilled pointers come back",
                        42,
                        a -> a.loadMapValue(R1, "out", 8)
                                .storeImm(Width.DW, R1, 0, 42)
                                .store(Width.DW, R10, -16, R1)
                                .load(Width.DW, R2, R10, -16)
                                .load(Width.DW, R0, R2, 0)),
                leaves(
                        "registers survive calls from R6 on",
                        77,
                        a -> a.mov(R6, 77).call(Helper.KTIME_GET_NS).mov(R0, R6)));
    }

    /** The answer of every condition, 64 and 32 bits wide, against a register and an immediate. */
    @ParameterizedTest(name = "{1} {0} {2}: {3}, 32 bits {4}")
    @CsvSource({
        "EQ, 5, 5, true, true",
        "EQ, 5, 6, false, false",
        "EQ, 4294967301, 5, false, true",
        "NE, 5, 6, true, true",
        "NE, 4294967301, 5, true, false",
        "GT, 6, 5, true, true",
        "GT, 5, 5, false, false",
        "GT, -1, 5, true, true",
        "GE, 5, 5, true, true",
        "GE, 4, -1, false, false",
        "LT, 5, -1, true, true",
        "LT, 4294967296, 1, false, true",
        "LE, 5, 5, true, true",
        "LE, -1, 5, false, false",
        "SET, 6, 2, true, true",
        "SET, 5, 2, false, false",
        "SET, 4294967296, -1, true, false",
        "SGT, 5, -1, true, true",
        "SGT, 2147483648, 0, true, false",
        "SGE, -1, -1, true, true",
        "SLT, -2, -1, true, true",
        "SLT, 4294967295, 0, false, true",
        "SLE, -1, -1, true, true",
        "SLE, 5, -1, false, false"
    })
    void compares(Condition condition, long a, int b, boolean wide, boolean narrow) {
        assertEquals(wide, taken(a, (p, end) -> p.jumpIf(condition, R1, b, end)));
        assertEquals(wide, taken(a, (p, end) -> p.mov(R2, b).jumpIf(condition, R1, R2, end)));
        assertEquals(narrow, taken(a, (p, end) -> p.jumpIf32(condition, R1, b, end)));
        assertEquals(narrow, taken(a, (p, end) -> p.mov(R2, b).jumpIf32(condition, R1, R2, end)));
    }

    private interface Jump {
        void emit(Assembler assembler, Label target);
    }

    private static boolean taken(long a, Jump jump) {
        var run = new Bench().run(p -> {
            var end = p.label("end");
            p.mov(R0, 1).loadImm64(R1, a);
            jump.emit(p, end);
            p.mov(R0, 0).bind(end).exit();
        });
        return run.returnCode() == 1;
    }

    private static Arguments leaves(String what, long expected, Consumer<Assembler> body) {
        return Arguments.of(what, expected, body);
    }
}
