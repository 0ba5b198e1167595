package dev.damson.edge.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerifierLogTest {
    static Stream<Arguments> logs() {
        return Stream.of(
                Arguments.of("", "nothing"),
                Arguments.of("processed 1 insns (limit 1000000) max_states_per_insn 0\n", "nothing"),
                Arguments.of("""
                        jump out of range from insn 3 to 9
                        processed 0 insns (limit 1000000) max_states_per_insn 0
                        """, "jump out of range from insn 3 to 9"),
                Arguments.of(
                        """
                        func#0 @0
                        0: R1=ctx() R10=fp0
                        0: (b7) r0 = 0                        ; R0_w=0
                        1: (61) r2 = *(u32 *)(r1 +76)         ; R1=ctx() R2_w=pkt(r=0)
                        2: (71) r3 = *(u8 *)(r2 +13)
                        invalid access to packet, off=13 size=1, R2(id=0,off=13,r=0)
                        R2 offset is outside of the packet
                        processed 3 insns (limit 1000000) max_states_per_insn 0
                        """,
                        "invalid access to packet, off=13 size=1, R2(id=0,off=13,r=0); R2 offset is outside of the packet"
                                + " (at 2: (71) r3 = *(u8 *)(r2 +13))"),
                Arguments.of("""
                        from 4 to 6: R0=0 R1=ctx() R10=fp0
                        6: R0=0 R1=ctx() R10=fp0
                        6: (05) goto pc-6
                        infinite loop detected at insn 0
                        cur state: R0=0 R1=ctx() R10=fp0
                        old state: R0=0 R1=ctx() R10=fp0
                        """, "infinite loop detected at insn 0 (at 6: (05) goto pc-6)"));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void theTellingLineIsFound(String log, String telling) {
        assertThat(VerifierLog.summary(log)).isEqualTo(telling);
    }
}
