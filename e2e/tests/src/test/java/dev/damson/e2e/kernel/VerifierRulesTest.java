package dev.damson.e2e.kernel;

import static dev.damson.e2e.kernel.KernelMaps.little;
import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.e2e.kernel.VerifierRules.Refused;
import dev.damson.e2e.kernel.VerifierRules.Rule;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TestRun;
import dev.damson.edge.kernel.bpf.VerifierRejection;
import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.policy.ebpf.sim.Arrival;
import dev.damson.policy.ebpf.sim.Machine;
import dev.damson.policy.ebpf.sim.ProgramFault;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulator is as strict as the kernel's verifier, and computes as the kernel does. It runs one packet where the
 * verifier follows every path: each wrong program here runs into its fault.
 */
@Tag("kernel")
class VerifierRulesTest {
    private static final byte[] FRAME = new byte[60];
    private static final int OPERANDS = 2;
    /** Where numbers change their sign, their width, or their meaning as a shift or divisor. */
    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            2L,
            31L,
            32L,
            63L,
            64L,
            -1L,
            -2L,
            0x7fff_ffffL,
            0x8000_0000L,
            0xffff_ffffL,
            0x1_0000_0000L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0x0123_4567_89ab_cdefL);

    private static final Map<String, BpfMap> KERNEL = new HashMap<>();

    @BeforeAll
    static void maps() {
        VerifierRules.MAPS.forEach(spec -> KERNEL.put(spec.symbol(), BpfMap.create(spec)));
    }

    @AfterAll
    static void close() {
        KERNEL.values().forEach(BpfMap::close);
        KERNEL.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.damson.e2e.kernel.VerifierRules#all")
    void simulatorAndKernelRefuseTheSame(Rule rule) {
        var kernel = refusedByTheKernel(rule.program());
        var simulator = refusedByTheSimulator(rule.program());

        assertThat(kernel.isPresent())
                .as("the kernel refuses: %s", kernel)
                .isEqualTo(rule.refused() == Refused.BY_BOTH);
        assertThat(simulator.isPresent())
                .as("the simulator refuses: %s", simulator)
                .isEqualTo(rule.refused() != Refused.BY_NOBODY);
    }

    private static Optional<String> refusedByTheKernel(ProgramImage image) {
        try (var program = new ProgramLoader(KERNEL).load(image)) {
            program.test(TestRun.of(FRAME));
            return Optional.empty();
        } catch (VerifierRejection refused) {
            return Optional.of(refused.toString());
        }
    }

    private static Optional<String> refusedByTheSimulator(ProgramImage image) {
        try {
            var machine = machine();
            machine.run(machine.load(image), Arrival.of(FRAME));
            return Optional.empty();
        } catch (ProgramFault | IllegalArgumentException refused) {
            return Optional.of(refused.toString());
        }
    }

    private static Machine machine() {
        var machine = new Machine();
        VerifierRules.MAPS.forEach(machine::map);
        return machine;
    }

    /** Each operation on each pair of numbers: division by zero, shifts beyond the width, what 32 bits leave of 64. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void simulatorAndKernelComputeTheSame(String name, Consumer<Assembler> operation) {
        var image = computing(operation);
        var machine = machine();
        var simulated = machine.load(image);
        var out = Objects.requireNonNull(KERNEL.get("out"));
        try (var program = new ProgramLoader(KERNEL).load(image)) {
            for (long left : NUMBERS) {
                for (long right : NUMBERS) {
                    var operands = operands(left, right);
                    out.update(0, little(operands));
                    machine.map("out").orElseThrow().put(new byte[4], operands);
                    program.test(TestRun.of(FRAME));
                    machine.run(simulated, Arrival.of(FRAME));
                    long expected = result(out.lookup(0));
                    long found = result(little(
                            machine.map("out").orElseThrow().get(new byte[4]).orElseThrow()));
                    assertThat(found)
                            .as("%s of %x and %x is %x in the kernel", name, left, right, expected)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /** R1, R2 = the operands; what the operation leaves in R1 is the result. */
    private static ProgramImage computing(Consumer<Assembler> operation) {
        var a = new Assembler("computes")
                .loadMapValue(R6, "out", 0)
                .load(Width.DW, R1, R6, 0)
                .load(Width.DW, R2, R6, Long.BYTES);
        operation.accept(a);
        return a.store(Width.DW, R6, OPERANDS * Long.BYTES, R1)
                .mov(R0, 0)
                .exit()
                .assemble();
    }

    private static byte[] operands(long left, long right) {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(left)
                .putLong(right)
                .array();
    }

    private static long result(ByteBuffer out) {
        return out.order(ByteOrder.LITTLE_ENDIAN).getLong(OPERANDS * Long.BYTES);
    }

    static Stream<Arguments> simulatorAndKernelComputeTheSame() {
        var arithmetic = Stream.of(AluOp.values())
                .flatMap(operation -> Stream.of(
                        operation("64-bit " + operation, a -> a.alu(operation, R1, R2)),
                        operation("32-bit " + operation, a -> a.alu32(operation, R1, R2))));
        var conditions = Stream.of(Condition.values())
                .flatMap(condition -> Stream.of(
                        compared(condition, "64-bit ", (a, yes) -> a.jumpIf(condition, R1, R2, yes)),
                        compared(condition, "32-bit ", (a, yes) -> a.jumpIf32(condition, R1, R2, yes)),
                        compared(condition, "-1 and 64-bit ", (a, yes) -> a.jumpIf(condition, R1, -1, yes)),
                        compared(condition, "-1 and 32-bit ", (a, yes) -> a.jumpIf32(condition, R1, -1, yes))));
        var others = Stream.of(
                operation("32-bit move", a -> a.mov32(R1, R2)),
                operation("32-bit move of -1", a -> a.mov32(R1, -1)),
                operation("move of -1", a -> a.mov(R1, -1)),
                operation("mask of -2", a -> a.alu(AluOp.AND, R1, -2)),
                operation("32-bit mask of -2", a -> a.alu32(AluOp.AND, R1, -2)),
                operation("negation", a -> a.neg(R1)),
                operation("16 bits in network order", a -> a.toBigEndian(R1, 16)),
                operation("32 bits in network order", a -> a.toBigEndian(R1, 32)),
                operation("64 bits in network order", a -> a.toBigEndian(R1, 64)),
                operation("16 bits in host order", a -> a.toLittleEndian(R1, 16)),
                operation("32 bits in host order", a -> a.toLittleEndian(R1, 32)),
                operation("swapped 16 bits", a -> a.byteSwap(R1, 16)),
                operation("swapped 32 bits", a -> a.byteSwap(R1, 32)),
                operation("swapped 64 bits", a -> a.byteSwap(R1, 64)),
                operation("byte of memory", a -> a.load(Width.B, R1, R6, 8)),
                operation("half word of memory", a -> a.load(Width.H, R1, R6, 8)),
                operation("word of memory", a -> a.load(Width.W, R1, R6, 8)),
                operation("byte stored", a -> a.store(Width.B, R6, 0, R2).load(Width.DW, R1, R6, 0)),
                operation("half word stored", a -> a.store(Width.H, R6, 0, R2).load(Width.DW, R1, R6, 0)),
                operation("word stored", a -> a.store(Width.W, R6, 0, R2).load(Width.DW, R1, R6, 0)),
                operation(
                        "constant stored", a -> a.storeImm(Width.DW, R6, 0, -5).load(Width.DW, R1, R6, 0)),
                operation("atomic sum", a -> a.atomicAdd(Width.DW, R6, 0, R2).load(Width.DW, R1, R6, 0)),
                operation(
                        "32-bit atomic sum",
                        a -> a.atomicAdd(Width.W, R6, 0, R2).load(Width.DW, R1, R6, 0)),
                operation(
                        "atomic sum fetched",
                        a -> a.fetchAdd(Width.DW, R6, 0, R2).mov(R1, R2)),
                operation(
                        "32-bit atomic sum fetched",
                        a -> a.fetchAdd(Width.W, R6, 0, R2).mov(R1, R2)),
                operation("exchange", a -> a.xchg(Width.DW, R6, 0, R2).mov(R1, R2)),
                operation("32-bit exchange", a -> a.xchg(Width.W, R6, 0, R2).mov(R1, R2)),
                operation(
                        "exchange if equal",
                        a -> a.mov(R0, R1).cmpxchg(Width.DW, R6, 0, R2).load(Width.DW, R1, R6, 0)),
                operation(
                        "exchange if equal to 1",
                        a -> a.mov(R0, 1).cmpxchg(Width.DW, R6, 0, R2).mov(R1, R0)),
                operation(
                        "32-bit exchange if equal to 1",
                        a -> a.mov(R0, 1).cmpxchg(Width.W, R6, 0, R2).mov(R1, R0)));
        return Stream.of(arithmetic, conditions, others).flatMap(each -> each);
    }

    private static Arguments operation(String name, Consumer<Assembler> operation) {
        return Arguments.of(name, operation);
    }

    private interface Jump {
        void emit(Assembler a, Label yes);
    }

    private static Arguments compared(Condition condition, String name, Jump jump) {
        return operation(name + condition, a -> {
            var yes = a.label("yes");
            var end = a.label("end");
            jump.emit(a, yes);
            a.mov(R1, 0).jump(end).bind(yes).mov(R1, 1).bind(end);
        });
    }
}
