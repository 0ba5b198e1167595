package dev.damson.policy.ebpf.sim;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Packet bytes count as proven only after a comparison with data_end, as in find_good_pkt_pointers. */
class PacketRangeTest {
    private static final int DATA = 76;
    private static final int DATA_END = 80;

    /**
     * R2 = data, R3 = data_end, R4 = data + 20; after the comparison in the branch that was asked for, a read of one
     * byte at the given offset is allowed or not.
     */
    @ParameterizedTest(name = "if {0} {1} {2}, taken {3}: the byte at {4} is proven: {5}")
    @CsvSource({
        "R4, GT, R3, false, 19, true",
        "R4, GT, R3, false, 20, false",
        "R4, GE, R3, false, 20, true",
        "R4, GE, R3, false, 21, false",
        "R4, LT, R3, true, 20, true",
        "R4, LT, R3, true, 21, false",
        "R4, LE, R3, true, 19, true",
        "R4, LE, R3, true, 20, false",
        "R3, GT, R4, true, 20, true",
        "R3, GT, R4, true, 21, false",
        "R3, GE, R4, true, 19, true",
        "R3, GE, R4, true, 20, false",
        "R3, LT, R4, false, 19, true",
        "R3, LT, R4, false, 20, false",
        "R3, LE, R4, false, 20, true",
        "R3, LE, R4, false, 21, false"
    })
    void aComparisonProvesWhatIsBelow(
            Register left, Condition condition, Register right, boolean taken, int offset, boolean proven) {
        Consumer<Assembler> body = a -> {
            begin(a);
            a.mov(R4, R2).alu(AluOp.ADD, R4, 20);
            var target = a.label("target");
            var end = a.label("end");
            a.jumpIf(condition, left, right, target);
            if (!taken) {
                a.load(Width.B, R0, R2, offset);
            }
            a.jump(end).bind(target);
            if (taken) {
                a.load(Width.B, R0, R2, offset);
            }
            a.bind(end).mov(R0, 0).exit();
        };
        if (proven) {
            assertEquals(0, new Bench().run(body).returnCode());
        } else {
            refused("are not proven to be in the packet", body);
        }
    }

    @Test
    void theOtherBranchProvesNothing() {
        refused("0 bytes are", a -> {
            begin(a);
            var tooShort = a.label("short");
            a.mov(R4, R2).alu(AluOp.ADD, R4, 100).jumpIf(Condition.GT, R4, R3, tooShort);
            a.mov(R0, 0)
                    .exit()
                    .bind(tooShort)
                    .load(Width.B, R0, R2, 0)
                    .mov(R0, 0)
                    .exit();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String what, String message, Consumer<Assembler> body) {
        refused(message, a -> {
            begin(a);
            body.accept(a);
            a.mov(R0, 0).exit();
        });
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                Arguments.of("a read without any check", "1 bytes at offset 0 of R2", (Consumer<Assembler>)
                        a -> a.load(Width.B, R0, R2, 0)),
                Arguments.of("a read beyond what was checked", "4 bytes at offset 12 of R2", (Consumer<Assembler>)
                        a -> proven(a, R2, 14).load(Width.W, R0, R2, 12)),
                Arguments.of("a read before the packet", "1 bytes at offset -1 of R2", (Consumer<Assembler>)
                        a -> proven(a, R2, 14).load(Width.B, R0, R2, -1)),
                Arguments.of("a pointer that was loaded again", "0 bytes are", (Consumer<Assembler>)
                        a -> proven(a, R2, 14).load(Width.W, R2, R6, DATA).load(Width.B, R0, R2, 0)),
                Arguments.of(
                        "a pointer moved by a variable", "0 bytes are", (Consumer<Assembler>) a -> proven(a, R2, 30)
                                .load(Width.B, R5, R2, 2)
                                .alu(AluOp.ADD, R2, R5)
                                .load(Width.B, R0, R2, 0)),
                Arguments.of(
                        "a pointer after a helper that moves the packet", "R2 is not initialised", (Consumer<Assembler>)
                                a -> proven(a, R2, 14)
                                        .store(Width.DW, R10, -8, R2)
                                        .mov(R1, R6)
                                        .mov(R2, 0)
                                        .call(Helper.SKB_PULL_DATA)
                                        .load(Width.B, R0, R2, 0)),
                Arguments.of("a spilled pointer likewise", "not all initialised", (Consumer<Assembler>)
                        a -> proven(a, R2, 14)
                                .store(Width.DW, R10, -8, R2)
                                .mov(R1, R6)
                                .mov(R2, 0)
                                .call(Helper.SKB_PULL_DATA)
                                .load(Width.DW, R2, R10, -8)
                                .load(Width.B, R0, R2, 0)),
                Arguments.of(
                        "a move by a large variable", "moved by \"99999\"", (Consumer<Assembler>) a -> a.mov(R5, 99999)
                                .load(Width.W, R4, R6, 0)
                                .alu(AluOp.MUL, R4, 0)
                                .alu(AluOp.ADD, R5, R4)
                                .alu(AluOp.ADD, R2, R5)),
                Arguments.of("two packet pointers", "compares a packet pointer with a packet pointer", (Consumer<
                                Assembler>)
                        a -> {
                            var end = a.label("end");
                            a.mov(R4, R2).jumpIf(Condition.GT, R4, R2, end).bind(end);
                        }),
                Arguments.of("an equality with the end", "by <, <=, > or >= only", (Consumer<Assembler>) a -> {
                    var end = a.label("end");
                    a.jumpIf(Condition.EQ, R2, R3, end).bind(end);
                }),
                Arguments.of(
                        "packet memory for a ring", "R2 is a packet pointer, which this helper", (Consumer<Assembler>)
                                a -> proven(a, R2, 14)
                                        .loadMap(R1, "ring")
                                        .mov(R3, 14)
                                        .mov(R4, 0)
                                        .call(Helper.RINGBUF_OUTPUT)),
                Arguments.of("an atomic operation", "atomic operations need", (Consumer<Assembler>)
                        a -> proven(a, R2, 14).mov(R5, 1).atomicAdd(Width.W, R2, 0, R5)));
    }

    @Test
    void aProofHoldsForEveryPointerWithTheSameVariablePart() {
        assertEquals(20, new Bench().compute(a -> {
                    begin(a);
                    a.store(Width.DW, R10, -8, R2); // spilled before the check
                    a.mov(R5, R2).alu(AluOp.ADD, R5, 20);
                    proven(a, R2, 30);
                    a.load(Width.B, R0, R5, 0).load(Width.DW, R4, R10, -8).load(Width.B, R4, R4, 29);
                }));
    }

    @Test
    void aVariablePartNeedsAProofOfItsOwn() {
        assertEquals(16, new Bench().compute(a -> {
                    begin(a);
                    proven(a, R2, 14);
                    a.load(Width.B, R5, R2, 2).alu(AluOp.ADD, R2, R5).alu(AluOp.ADD, R2, 14);
                    proven(a, R2, 4);
                    a.load(Width.B, R0, R2, 0);
                    a.load(Width.B, R4, R2, -14);
                }));
    }

    @Test
    void aNumberComparedForEqualityIsAConstant() {
        assertEquals(4, new Bench().compute(a -> {
                    begin(a);
                    proven(a, R2, 30);
                    var other = a.label("other");
                    a.load(Width.B, R5, R2, 2)
                            .jumpIf(Condition.NE, R5, 2, other)
                            .alu(AluOp.ADD, R2, R5);
                    a.load(Width.B, R0, R2, 2).bind(other);
                    a.mov(R0, 4);
                }));
    }

    @Test
    void writesReachThePacket() {
        var run = new Bench().run(a -> {
            begin(a);
            proven(a, R2, 14);
            a.storeImm(Width.W, R2, 0, 0x0403_0201)
                    .storeImm(Width.H, R2, 4, 0x0605)
                    .mov(R0, 0)
                    .exit();
        });

        assertEquals(1, run.packet()[0]);
        assertEquals(6, run.packet()[5]);
        assertEquals(6, run.packet()[6]);
    }

    @Test
    void theDifferenceOfTheEndsIsTheLength() {
        assertEquals(60, new Bench().compute(a -> begin(a).mov(R0, R3).alu(AluOp.SUB, R0, R2)));
    }

    @Test
    void onlyTheLinearPartIsReachedUntilItIsPulled() {
        var arrival = Arrival.of(Bench.FRAME).linear(20);

        assertEquals(20, new Bench().compute(arrival, a -> begin(a).mov(R0, R3).alu(AluOp.SUB, R0, R2)));
        assertEquals(40, new Bench().compute(arrival, a -> {
                    a.mov(R6, R1).mov(R2, 40).call(Helper.SKB_PULL_DATA).mov(R1, R6);
                    begin(a).mov(R0, R3).alu(AluOp.SUB, R0, R2);
                }));
    }

    /** R6 = context, R2 = data, R3 = data_end. */
    private static Assembler begin(Assembler a) {
        return a.mov(R6, R1).load(Width.W, R2, R1, DATA).load(Width.W, R3, R1, DATA_END);
    }

    private static Assembler proven(Assembler a, Register pointer, int bytes) {
        Label enough = a.label("enough");
        return a.mov(R4, pointer)
                .alu(AluOp.ADD, R4, bytes)
                .jumpIf(Condition.LE, R4, R3, enough)
                .mov(R0, -1)
                .exit()
                .bind(enough);
    }

    private static void refused(String message, Consumer<Assembler> body) {
        var fault = assertThrows(ProgramFault.class, () -> new Bench().run(body));

        assertTrue(fault.getMessage().contains(message), fault.getMessage());
    }
}
