package dev.damson.policy.ebpf;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {
    private static final String PLACE = "program \"p\", instruction 0: ";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesABadInstructionWhereItIsMade(String message, Consumer<Assembler> emission) {
        var assembler = new Assembler("p");

        var refusal = assertThrows(AssemblyException.class, () -> emission.accept(assembler));

        assertEquals(PLACE + message, refusal.getMessage());
    }

    static Stream<Arguments> refusesABadInstructionWhereItIsMade() {
        var frame = "the frame pointer \"R10\" cannot be written; use R0 to R9";
        return Stream.of(
                bad(frame, a -> a.mov(R10, R1)),
                bad(frame, a -> a.alu(AluOp.ADD, R10, 8)),
                bad(frame, a -> a.load(Width.W, R10, R1, 0)),
                bad(frame, a -> a.loadImm64(R10, 1)),
                bad(frame, a -> a.loadMap(R10, "m")),
                bad(frame, a -> a.neg(R10)),
                bad(frame, a -> a.fetchAdd(Width.W, R1, 0, R10)),
                bad("shift by \"64\" is not between 0 and 63", a -> a.alu(AluOp.LSH, R1, 64)),
                bad("shift by \"32\" is not between 0 and 31", a -> a.alu32(AluOp.ARSH, R1, 32)),
                bad("shift by \"-1\" is not between 0 and 63", a -> a.alu(AluOp.RSH, R1, -1)),
                bad("DIV by the immediate \"0\"", a -> a.alu(AluOp.DIV, R1, 0)),
                bad("MOD by the immediate \"0\"", a -> a.alu32(AluOp.MOD, R1, 0)),
                bad("a byte order conversion of \"8\" bits is not one of 16, 32 or 64", a -> a.toBigEndian(R1, 8)),
                bad("atomic operations are W or DW wide, not \"H\"", a -> a.atomicAdd(Width.H, R1, 0, R0)),
                bad("offset \"32768\" does not fit into 16 bits", a -> a.load(Width.B, R0, R1, 32768)),
                bad(
                        "4 bytes at offset \"-2\" are not within the 512 bytes of stack below R10",
                        a -> a.store(Width.W, R10, -2, R1)),
                bad(
                        "1 bytes at offset \"-513\" are not within the 512 bytes of stack below R10",
                        a -> a.storeImm(Width.B, R10, -513, 0)),
                bad(
                        "offset \"-6\" of a stack access is not a multiple of its 4 bytes",
                        a -> a.store(Width.W, R10, -6, R1)),
                bad("immediate \"256\" does not fit into 8 bits", a -> a.storeImm(Width.B, R1, 0, 256)),
                bad("immediate \"-32769\" does not fit into 16 bits", a -> a.storeImm(Width.H, R1, 0, -32769)),
                bad("map \"\" with offset \"0\" needs a name and an offset from 0", a -> a.loadMap(R1, "")),
                bad("map \"m\" with offset \"-8\" needs a name and an offset from 0", a -> a.loadMapValue(R1, "m", -8)),
                bad("label \"there\" was made by another assembler", a -> a.jump(new Assembler("q").label("there"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesABadProgramAsAWhole(String message, Consumer<Assembler> emission) {
        var assembler = new Assembler("p");
        emission.accept(assembler);

        var refusal = assertThrows(AssemblyException.class, assembler::assemble);

        assertEquals("program \"p\"" + message, refusal.getMessage());
    }

    static Stream<Arguments> refusesABadProgramAsAWhole() {
        return Stream.of(
                bad(" has \"0\" slots; it needs between 1 and 1000000", a -> {}),
                bad(
                        ", instruction 0 (goto end): label \"end\" is never bound",
                        a -> a.jump(a.label("end")).exit()),
                bad(", instruction 0 (if r1 == 3 goto end): label \"end\" is bound behind the last instruction", a -> {
                    var end = a.label("end");
                    a.jumpIf(Condition.EQ, R1, 3, end).exit().bind(end);
                }),
                bad(
                        ", instruction 0 (r0 = 0) is the last one and control runs past it; end with exit or a jump",
                        a -> a.mov(R0, 0)),
                bad(
                        ", instruction 3 (r0 = 1) is never reached; the kernel refuses that",
                        a -> a.loadImm64(R0, 5).exit().mov(R0, 1).exit()));
    }

    private static Arguments bad(String message, Consumer<Assembler> emission) {
        return Arguments.of(message, emission);
    }
}
