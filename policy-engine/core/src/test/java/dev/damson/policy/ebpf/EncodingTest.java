package dev.damson.policy.ebpf;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R6;
import static dev.damson.policy.ebpf.Register.R9;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Known encodings, as clang and the kernel's own tests write them. */
class EncodingTest {
    @ParameterizedTest(name = "{1}")
    @MethodSource
    void encodesAndNames(String bytes, String mnemonic, Consumer<Assembler> emission) {
        var assembler = new Assembler("golden");
        emission.accept(assembler);
        assembler.exit();

        var entry = assembler.listing().entries().getFirst();

        assertEquals(bytes.strip(), entry.bytes());
        assertEquals(mnemonic, entry.mnemonic());
        var image = HexFormat.ofDelimiter(" ").formatHex(assembler.assemble().instructions());
        assertEquals(bytes + " 95 00 00 00 00 00 00 00", image);
    }

    static Stream<Arguments> encodesAndNames() {
        return Stream.of(
                golden("bf 16 00 00 00 00 00 00", "r6 = r1", a -> a.mov(R6, R1)),
                golden("b7 00 00 00 ff ff ff ff", "r0 = -1", a -> a.mov(R0, -1)),
                golden("bc 21 00 00 00 00 00 00", "w1 = w2", a -> a.mov32(R1, R2)),
                golden("b4 01 00 00 07 00 00 00", "w1 = 7", a -> a.mov32(R1, 7)),
                golden("07 02 00 00 f8 ff ff ff", "r2 += -8", a -> a.alu(AluOp.ADD, R2, -8)),
                golden("0f 12 00 00 00 00 00 00", "r2 += r1", a -> a.alu(AluOp.ADD, R2, R1)),
                golden("1f 12 00 00 00 00 00 00", "r2 -= r1", a -> a.alu(AluOp.SUB, R2, R1)),
                golden("27 02 00 00 0e 00 00 00", "r2 *= 14", a -> a.alu(AluOp.MUL, R2, 14)),
                golden("37 02 00 00 03 00 00 00", "r2 /= 3", a -> a.alu(AluOp.DIV, R2, 3)),
                golden("4f 12 00 00 00 00 00 00", "r2 |= r1", a -> a.alu(AluOp.OR, R2, R1)),
                golden("57 02 00 00 0f 00 00 00", "r2 &= 15", a -> a.alu(AluOp.AND, R2, 15)),
                golden("67 02 00 00 20 00 00 00", "r2 <<= 32", a -> a.alu(AluOp.LSH, R2, 32)),
                golden("77 02 00 00 3f 00 00 00", "r2 >>= 63", a -> a.alu(AluOp.RSH, R2, 63)),
                golden("97 02 00 00 0a 00 00 00", "r2 %= 10", a -> a.alu(AluOp.MOD, R2, 10)),
                golden("af 22 00 00 00 00 00 00", "r2 ^= r2", a -> a.alu(AluOp.XOR, R2, R2)),
                golden("c7 02 00 00 20 00 00 00", "r2 s>>= 32", a -> a.alu(AluOp.ARSH, R2, 32)),
                golden("04 02 00 00 01 00 00 00", "w2 += 1", a -> a.alu32(AluOp.ADD, R2, 1)),
                golden("5c 12 00 00 00 00 00 00", "w2 &= w1", a -> a.alu32(AluOp.AND, R2, R1)),
                golden("74 02 00 00 1f 00 00 00", "w2 >>= 31", a -> a.alu32(AluOp.RSH, R2, 31)),
                golden("87 03 00 00 00 00 00 00", "r3 = -r3", a -> a.neg(R3)),
                golden("dc 01 00 00 10 00 00 00", "r1 = be16 r1", a -> a.toBigEndian(R1, 16)),
                golden("dc 01 00 00 40 00 00 00", "r1 = be64 r1", a -> a.toBigEndian(R1, 64)),
                golden("d4 01 00 00 20 00 00 00", "r1 = le32 r1", a -> a.toLittleEndian(R1, 32)),
                golden("d7 01 00 00 20 00 00 00", "r1 = bswap32 r1", a -> a.byteSwap(R1, 32)),
                golden("61 11 10 00 00 00 00 00", "r1 = *(u32 *)(r1 + 16)", a -> a.load(Width.W, R1, R1, 16)),
                golden("69 21 0c 00 00 00 00 00", "r1 = *(u16 *)(r2 + 12)", a -> a.load(Width.H, R1, R2, 12)),
                golden("71 21 17 00 00 00 00 00", "r1 = *(u8 *)(r2 + 23)", a -> a.load(Width.B, R1, R2, 23)),
                golden("79 a1 f8 ff 00 00 00 00", "r1 = *(u64 *)(r10 - 8)", a -> a.load(Width.DW, R1, R10, -8)),
                golden("63 1a fc ff 00 00 00 00", "*(u32 *)(r10 - 4) = r1", a -> a.store(Width.W, R10, -4, R1)),
                golden("7b 1a 00 fe 00 00 00 00", "*(u64 *)(r10 - 512) = r1", a -> a.store(Width.DW, R10, -512, R1)),
                golden("73 12 ff 7f 00 00 00 00", "*(u8 *)(r2 + 32767) = r1", a -> a.store(Width.B, R2, 32767, R1)),
                golden(
                        "6a 0a fe ff 34 12 00 00",
                        "*(u16 *)(r10 - 2) = 4660",
                        a -> a.storeImm(Width.H, R10, -2, 0x1234)),
                golden("7a 0a f8 ff ff ff ff ff", "*(u64 *)(r10 - 8) = -1", a -> a.storeImm(Width.DW, R10, -8, -1)),
                golden("db 21 08 00 00 00 00 00", "lock *(u64 *)(r1 + 8) += r2", a -> a.atomicAdd(Width.DW, R1, 8, R2)),
                golden("c3 21 00 00 00 00 00 00", "lock *(u32 *)(r1 + 0) += r2", a -> a.atomicAdd(Width.W, R1, 0, R2)),
                golden(
                        "db 21 00 00 01 00 00 00",
                        "r2 = atomic64_fetch_add((u64 *)(r1 + 0), r2)",
                        a -> a.fetchAdd(Width.DW, R1, 0, R2)),
                golden(
                        "c3 21 00 00 e1 00 00 00",
                        "r2 = atomic_xchg((u32 *)(r1 + 0), r2)",
                        a -> a.xchg(Width.W, R1, 0, R2)),
                golden(
                        "db 21 00 00 f1 00 00 00",
                        "r0 = atomic64_cmpxchg((u64 *)(r1 + 0), r0, r2)",
                        a -> a.cmpxchg(Width.DW, R1, 0, R2)),
                golden(
                        "18 01 00 00 88 77 66 55 00 00 00 00 44 33 22 11",
                        "r1 = 0x1122334455667788 ll",
                        a -> a.loadImm64(R1, 0x1122334455667788L)),
                golden(
                        "18 11 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
                        "r1 = map[flows]",
                        a -> a.loadMap(R1, "flows")),
                golden(
                        "18 29 00 00 00 00 00 00 00 00 00 00 08 00 00 00",
                        "r9 = map[ports][0] + 8",
                        a -> a.loadMapValue(R9, "ports", 8)),
                golden("85 00 00 00 01 00 00 00", "call bpf_map_lookup_elem#1", a -> a.call(Helper.MAP_LOOKUP_ELEM)),
                golden("85 00 00 00 9b 00 00 00", "call bpf_redirect_peer#155", a -> a.call(Helper.REDIRECT_PEER)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void encodesJumpsOverOneInstruction(String bytes, String mnemonic, Jump jump) {
        var assembler = new Assembler("golden");
        var end = assembler.label("end");
        jump.emit(assembler, end);
        assembler.mov(R0, 0).bind(end).exit();

        var entry = assembler.listing().entries().getFirst();

        assertEquals(bytes, entry.bytes());
        assertEquals(mnemonic, entry.mnemonic());
    }

    static Stream<Arguments> encodesJumpsOverOneInstruction() {
        return Stream.of(
                jump("05 00 01 00 00 00 00 00", "goto end", Assembler::jump),
                jump("15 01 01 00 00 00 00 00", "if r1 == 0 goto end", (a, l) -> a.jumpIf(Condition.EQ, R1, 0, l)),
                jump("55 01 01 00 ff ff ff ff", "if r1 != -1 goto end", (a, l) -> a.jumpIf(Condition.NE, R1, -1, l)),
                jump("2d 21 01 00 00 00 00 00", "if r1 > r2 goto end", (a, l) -> a.jumpIf(Condition.GT, R1, R2, l)),
                jump("3d 21 01 00 00 00 00 00", "if r1 >= r2 goto end", (a, l) -> a.jumpIf(Condition.GE, R1, R2, l)),
                jump("ad 21 01 00 00 00 00 00", "if r1 < r2 goto end", (a, l) -> a.jumpIf(Condition.LT, R1, R2, l)),
                jump("bd 21 01 00 00 00 00 00", "if r1 <= r2 goto end", (a, l) -> a.jumpIf(Condition.LE, R1, R2, l)),
                jump("45 01 01 00 02 00 00 00", "if r1 & 2 goto end", (a, l) -> a.jumpIf(Condition.SET, R1, 2, l)),
                jump("65 01 01 00 02 00 00 00", "if r1 s> 2 goto end", (a, l) -> a.jumpIf(Condition.SGT, R1, 2, l)),
                jump("75 01 01 00 02 00 00 00", "if r1 s>= 2 goto end", (a, l) -> a.jumpIf(Condition.SGE, R1, 2, l)),
                jump("c5 01 01 00 02 00 00 00", "if r1 s< 2 goto end", (a, l) -> a.jumpIf(Condition.SLT, R1, 2, l)),
                jump("d5 01 01 00 02 00 00 00", "if r1 s<= 2 goto end", (a, l) -> a.jumpIf(Condition.SLE, R1, 2, l)),
                jump(
                        "16 01 01 00 00 00 00 80",
                        "if w1 == -2147483648 goto end",
                        (a, l) -> a.jumpIf32(Condition.EQ, R1, Integer.MIN_VALUE, l)),
                jump("1e 21 01 00 00 00 00 00", "if w1 == w2 goto end", (a, l) -> a.jumpIf32(Condition.EQ, R1, R2, l)));
    }

    interface Jump {
        void emit(Assembler assembler, Label target);
    }

    private static Arguments golden(String bytes, String mnemonic, Consumer<Assembler> emission) {
        return Arguments.of(bytes, mnemonic, emission);
    }

    private static Arguments jump(String bytes, String mnemonic, Jump jump) {
        return Arguments.of(bytes, mnemonic, jump);
    }
}
