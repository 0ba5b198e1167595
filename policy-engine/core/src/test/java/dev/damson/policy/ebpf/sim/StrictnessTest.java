package dev.damson.policy.ebpf.sim;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One line for each rule of the verifier that a run can see broken. */
class StrictnessTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String message, Consumer<Assembler> body) {
        var fault = assertThrows(
                ProgramFault.class,
                () -> new Bench().run(a -> {
                    body.accept(a);
                    a.mov(R0, 0).exit();
                }));

        assertTrue(fault.getMessage().contains(message), fault.getMessage());
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                // Registers
                rule("R3 is not initialised", a -> a.mov(R0, R3)),
                rule("R0 is not initialised", a -> a.alu(AluOp.ADD, R0, 1)),
                rule("R2 is not initialised", a -> a.call(Helper.KTIME_GET_NS).mov(R0, R2)),
                rule("R4 is not initialised", a -> a.store(Width.DW, R10, -8, R4)),
                rule("R1 is a number, not an address", a -> a.mov(R1, 5).load(Width.B, R0, R1, 0)),
                // Stack
                rule(
                        "reads 8 bytes of stack at R10-8 that are not all initialised",
                        a -> a.load(Width.DW, R0, R10, -8)),
                rule(
                        "reads 8 bytes of stack at R10-8",
                        a -> a.storeImm(Width.W, R10, -8, 1).load(Width.DW, R0, R10, -8)),
                rule(
                        "reads 4 bytes of the context spilled at R10-8",
                        a -> a.store(Width.DW, R10, -8, R1).load(Width.W, R0, R10, -8)),
                rule("stores 4 bytes of the context; a pointer is spilled whole", a -> a.store(Width.W, R10, -8, R1)),
                rule(
                        "reads 4 bytes of stack at R10-4",
                        a -> a.store(Width.DW, R10, -8, R1)
                                .storeImm(Width.W, R10, -8, 0)
                                .load(Width.W, R0, R10, -4)),
                rule(
                        "are outside the 512 bytes of stack",
                        a -> a.mov(R2, R10).alu(AluOp.ADD, R2, -516).storeImm(Width.DW, R2, 0, 0)),
                rule(
                        "8 bytes at R10-12 are not aligned",
                        a -> a.mov(R2, R10).alu(AluOp.ADD, R2, -12).storeImm(Width.DW, R2, 0, 0)),
                // Pointers
                rule(
                        "arithmetic on a stack pointer and the context",
                        a -> a.mov(R2, R10).alu(AluOp.ADD, R2, R1)),
                rule(
                        "R2 is a stack pointer; pointers can be moved",
                        a -> a.mov(R2, R10).alu(AluOp.MUL, R2, 2)),
                rule("R1 is the context, which cannot be moved", a -> a.alu(AluOp.ADD, R1, 4)),
                rule("R1 is the context, not a number for 32-bit arithmetic", a -> a.mov32(R2, R1)),
                rule("R1 is the context; it can only be compared with 0", a -> {
                    var end = a.label("end");
                    a.jumpIf(Condition.EQ, R1, 5, end).mov(R0, 1).bind(end);
                }),
                rule(
                        "R1 is the context, which would leak into a map value pointer",
                        a -> a.loadMapValue(R2, "out", 0).store(Width.DW, R2, 0, R1)),
                rule("R0 is the context, not a number for the return code", a -> {
                    var skip = a.label("skip");
                    a.mov(R2, 0)
                            .jumpIf(Condition.NE, R2, 0, skip)
                            .mov(R0, R1)
                            .exit()
                            .bind(skip);
                }),
                // Map values
                rule(
                        "R0 is a map value pointer that may be null, compare it with 0 first",
                        a -> lookup(a).load(Width.DW, R1, R0, 0)),
                rule("8 bytes at offset 12 are outside a value of 16 bytes", a -> found(a).load(Width.DW, R1, R0, 12)),
                rule("1 bytes at offset -1 are outside", a -> found(a).load(Width.B, R1, R0, -1)),
                rule(
                        "points into a map that programs may only read",
                        a -> a.loadMapValue(R2, "constants", 0).storeImm(Width.W, R2, 0, 1)),
                rule(
                        "an atomic operation of 8 bytes at offset 4 is not aligned",
                        a -> a.loadMapValue(R2, "out", 4).mov(R3, 1).atomicAdd(Width.DW, R2, 0, R3)),
                // Context
                rule("may not read 4 bytes at offset 140", a -> a.load(Width.W, R0, R1, 140)),
                rule("may not write 4 bytes at offset 16", a -> a.storeImm(Width.W, R1, 16, 0)),
                rule("may not write 2 bytes at offset 8", a -> a.storeImm(Width.H, R1, 8, 0)),
                rule("may not touch 4 bytes at offset 6", a -> a.load(Width.W, R0, R1, 6)),
                rule("may not read 8 bytes at offset 8", a -> a.load(Width.DW, R0, R1, 8)),
                rule("may not read 8 bytes at offset 64", a -> a.load(Width.DW, R0, R1, 64)),
                rule("may not read 2 bytes at offset 76", a -> a.load(Width.H, R0, R1, 76)),
                rule(
                        "atomic operations need the stack or a map",
                        a -> a.mov(R2, 1).atomicAdd(Width.W, R1, 8, R2)),
                // Helper arguments
                rule(
                        "R1 is the context; the helper takes a map",
                        a -> a.mov(R2, R10).call(Helper.MAP_LOOKUP_ELEM)),
                rule("R2 is not initialised", a -> a.loadMap(R1, "array").call(Helper.MAP_LOOKUP_ELEM)),
                rule(
                        "reads 4 bytes of stack at R10-4",
                        a -> a.loadMap(R1, "array")
                                .mov(R2, R10)
                                .alu(AluOp.ADD, R2, -4)
                                .call(Helper.MAP_LOOKUP_ELEM)),
                rule(
                        "R1 is the context, not a number for the helper",
                        a -> a.mov(R2, 0).call(Helper.REDIRECT)),
                rule(
                        "R4 is \"0\"; a size here is at least 1",
                        a -> a.mov(R2, 0)
                                .mov(R3, R10)
                                .alu(AluOp.ADD, R3, -8)
                                .mov(R4, 0)
                                .call(Helper.SKB_LOAD_BYTES)),
                rule(
                        "a map of type RINGBUF does not take this helper",
                        a -> a.loadMap(R1, "ring").mov(R2, R10).call(Helper.MAP_LOOKUP_ELEM)),
                rule(
                        "a map of type ARRAY does not hold programs",
                        a -> a.loadMap(R2, "array").mov(R3, 0).call(Helper.TAIL_CALL)),
                // Reservations
                rule("1 ring buffer reservations are neither submitted nor discarded at the exit", a -> reserved(a)),
                rule(
                        "R0 is a ring buffer reservation that may be null",
                        a -> reserve(a).storeImm(Width.B, R0, 0, 1)),
                rule(
                        "R6 is not initialised",
                        a -> reserved(a)
                                .mov(R6, R0)
                                .mov(R1, R0)
                                .mov(R2, 0)
                                .call(Helper.RINGBUF_SUBMIT)
                                .storeImm(Width.B, R6, 0, 1)),
                rule(
                        "R2 is not a constant",
                        a -> a.load(Width.W, R2, R1, 0)
                                .loadMap(R1, "ring")
                                .mov(R3, 0)
                                .call(Helper.RINGBUF_RESERVE)),
                rule(
                        "R1 points 8 bytes into its reservation",
                        a -> reserved(a)
                                .mov(R1, R0)
                                .alu(AluOp.ADD, R1, 8)
                                .mov(R2, 0)
                                .call(Helper.RINGBUF_DISCARD)));
    }

    @Test
    void endsARunThatDoesNotEnd() {
        var machine = new Machine(1000);
        var a = new Assembler("endless");
        var again = a.label("again");
        a.mov(R0, 0).bind(again).alu(AluOp.ADD, R0, 1).jump(again);

        var fault = assertThrows(
                ProgramFault.class, () -> machine.run(machine.load(a.assemble()), Arrival.of(Bench.FRAME)));

        assertTrue(fault.getMessage().contains("more than 1000 instructions"), fault.getMessage());
    }

    @Test
    void saysWhereAndHowItCameThere() {
        var fault = assertThrows(
                ProgramFault.class,
                () -> new Bench().run(a -> {
                    var over = a.label("over");
                    a.mov(R2, 7).jump(over).bind(over).load(Width.B, R0, R2, 1).exit();
                }));

        assertEquals(2, fault.slot());
        assertEquals(
                "program \"test\", instruction 2 (r0 = *(u8 *)(r2 + 1)): R2 is a number, not an address;"
                        + " came by 0 → 1 → 2; R1=context:0 R2=scalar:7 R10=stack:0",
                fault.getMessage());
    }

    private static Assembler lookup(Assembler a) {
        return a.storeImm(Width.W, R10, -4, 1)
                .loadMap(R1, "array")
                .mov(R2, R10)
                .alu(AluOp.ADD, R2, -4)
                .call(Helper.MAP_LOOKUP_ELEM);
    }

    private static Assembler found(Assembler a) {
        var found = a.label("found");
        return lookup(a).jumpIf(Condition.NE, R0, 0, found).mov(R0, 0).exit().bind(found);
    }

    private static Assembler reserve(Assembler a) {
        return a.loadMap(R1, "ring").mov(R2, 16).mov(R3, 0).call(Helper.RINGBUF_RESERVE);
    }

    private static Assembler reserved(Assembler a) {
        var got = a.label("got");
        return reserve(a).jumpIf(Condition.NE, R0, 0, got).mov(R0, 0).exit().bind(got);
    }

    private static Arguments rule(String message, Consumer<Assembler> body) {
        return Arguments.of(message, body);
    }
}
