package dev.damson.edge.kernel.bpf;

import static dev.damson.edge.kernel.bpf.Bytecode.MAP_LOOKUP_ELEM;
import static dev.damson.edge.kernel.bpf.Bytecode.R0;
import static dev.damson.edge.kernel.bpf.Bytecode.R1;
import static dev.damson.edge.kernel.bpf.Bytecode.R10;
import static dev.damson.edge.kernel.bpf.Bytecode.R2;
import static dev.damson.edge.kernel.bpf.Bytecode.R3;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.damson.wire.layout.MapSpec;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class VerifierRejectionTest {
    private static final int DATA_AT = 76;
    private static final int MOST_JUMPS = 8_192;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        new Bytecode().load32(R0, R1, 400).exit(),
                        "invalid bpf_context access off=400 size=4 (at 0: (61) r0 = *(u32 *)(r1 +400))"),
                Arguments.of(
                        new Bytecode().load32(R2, R1, DATA_AT).load32(R0, R2, 0).exit(),
                        "invalid access to packet, off=0 size=4, R2(id=0,off=0,r=0); R2 offset is outside of the packet"
                                + " (at 1: (61) r0 = *(u32 *)(r2 +0))"),
                Arguments.of(new Bytecode().exit(), "R0 !read_ok (at 0: (95) exit)"),
                Arguments.of(new Bytecode().set(R0, 0).exit().set(R0, 1).exit(), "unreachable insn 2"),
                Arguments.of(
                        new Bytecode()
                                .store32(R10, -4, 0)
                                .copy(R2, R10)
                                .add(R2, -4)
                                .map(R1, "test/flows")
                                .call(MAP_LOOKUP_ELEM)
                                .load32(R0, R0, 0)
                                .exit(),
                        "R0 invalid mem access 'map_value_or_null' (at 6: (61) r0 = *(u32 *)(r0 +0))"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void itsMessageIsTheTellingLine(Bytecode mistake, String telling) {
        try (var flows = BpfMap.create(new MapSpec("test/flows", MapSpec.Type.HASH, 4, 8, 16, 0))) {
            var rejection = catchThrowableOfType(
                    VerifierRejection.class,
                    () -> new ProgramLoader(Map.of("test/flows", flows)).load(mistake.named("mistake")));

            assertThat(rejection)
                    .hasMessageStartingWith("loading the program \"mistake\" failed with E")
                    .hasMessageEndingWith("; the verifier says: " + telling);
            assertThat(rejection.log()).contains("processed").contains(telling.replaceFirst("(;| \\().*", ""));
        }
    }

    @Test
    void pendingJumpsBeyondTheLimitAreTold() {
        var jumps = new Bytecode().load32(R3, R1, 0);
        for (var jump = 0; jump <= MOST_JUMPS; jump++) {
            jumps.jumpIfZero(R3, MOST_JUMPS - jump).load32(R3, R1, 0);
        }
        jumps.set(R0, TCX_PASS).exit();

        assertThatThrownBy(() -> BpfProgramTest.load(jumps.named("jumps")))
                .isInstanceOf(VerifierRejection.class)
                .hasMessageContaining("The sequence of 8193 jumps is too complex.");
    }

    @Test
    void theEndOfAnEndlessLogIsKept() {
        var endless = new Bytecode()
                .set(R0, 0)
                .add(R0, 1)
                .slot(0xa5, R0, 0, -2, 2_000_000)
                .exit()
                .named("endless");

        var rejection = catchThrowableOfType(VerifierRejection.class, () -> BpfProgramTest.load(endless));

        assertThat(rejection).hasMessageContaining("BPF program is too large. Processed 1000001 insn");
        assertThat(rejection.log()).endsWith("mark_read 0\n");
    }
}
