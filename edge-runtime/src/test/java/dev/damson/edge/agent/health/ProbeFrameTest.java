package dev.damson.edge.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeFrameTest {
    private static final byte[] INSIDE = {0x02, (byte) 0xda, 0x6d, 0x02, 0, 1};
    private static final byte[] OUTSIDE = {0x02, (byte) 0xda, 0x6d, 0x03, 0, 1};
    private static final byte[] FROM = {(byte) 198, 18, 0, 0};
    private static final byte[] TO = {(byte) 198, 18, 0, 1};

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0x0102030405060708L, -1})
    void isAValidDatagram(long nonce) {
        var frame = ByteBuffer.wrap(ProbeFrame.of(INSIDE, OUTSIDE, FROM, TO, nonce));
        assertThat(HexFormat.of().formatHex(frame.array(), 0, 14)).isEqualTo("02da6d03000102da6d0200010800");
        assertThat(frame.getShort(34)).isEqualTo((short) 7007);
        assertThat(frame.getShort(36)).isEqualTo((short) 7007);
        assertThat(frame.getLong(42)).isEqualTo(nonce);
        assertThat(sum(frame, 14, 34, 0)).isEqualTo(0xffff);
        // Pseudo header: addresses, protocol 17 and length 16, then the datagram.
        assertThat(sum(frame, 26, 50, 17 + 16)).isEqualTo(0xffff);
        assertThat(frame.getShort(40)).isNotZero();
    }

    private static int sum(ByteBuffer bytes, int from, int to, int initial) {
        var sum = initial;
        for (var at = from; at < to; at += 2) {
            sum += Short.toUnsignedInt(bytes.getShort(at));
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return sum;
    }
}
