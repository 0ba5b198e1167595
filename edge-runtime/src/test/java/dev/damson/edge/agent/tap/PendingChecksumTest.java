package dev.damson.edge.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PendingChecksumTest {
    /** A SYN from 10.1.0.11:40000 to 10.1.0.21:8080, 20 bytes of TCP header; its checksum is at 50. */
    private static final String SYN = "020000000121020000000111" + "0800"
            + "45000028000040004006" + "0000" + "0a01000b" + "0a010015"
            + "9c401f90" + "00000001" + "00000000" + "5002ffff" + "0000" + "0000";

    private static byte[] syn(int checksum) {
        var frame = HexFormat.of().parseHex(SYN);
        frame[50] = (byte) (checksum >>> 8);
        frame[51] = (byte) checksum;
        return frame;
    }

    @Test
    void thePseudoHeadersSumMeansPending() {
        // 0a01 + 000b + 0a01 + 0015 + protocol 6 + length 20
        assertThat(PendingChecksum.in(syn(0x0a01 + 0x000b + 0x0a01 + 0x0015 + 6 + 20)))
                .isTrue();
        assertThat(PendingChecksum.in(syn(0x1234))).isFalse();
    }

    @Test
    void whatIsCutOrStrangeIsNotPending() {
        assertThat(PendingChecksum.in(new byte[0])).isFalse();
        assertThat(PendingChecksum.in(Arrays.copyOf(syn(0), 40))).isFalse();
        var arp = syn(0);
        arp[13] = 6;
        assertThat(PendingChecksum.in(arp)).isFalse();
    }

    @Test
    void aTagGoesBackBehindTheMacs() {
        var tagged = VlanTag.inserted(syn(0), 0x2064);
        assertThat(HexFormat.of().formatHex(tagged)).startsWith("0200000001210200000001118100" + "2064" + "0800");
        assertThat(tagged).hasSize(syn(0).length + 4);
    }
}
