package dev.damson.tap.flow;

import static dev.damson.tap.Frames.ascii;
import static dev.damson.tap.Frames.hex;
import static dev.damson.tap.Frames.ipv4;
import static dev.damson.tap.Frames.join;
import static dev.damson.tap.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.proto.TapPacket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowedStreamTest {
    private static final int SYN = 2;
    private static final int DATA = 0x18;

    @Test
    void bothDirectionsAreToldInTheOrderTheySpoke() {
        assertThat(told(
                        tcp(false, 99, SYN, ""),
                        tcp(true, 499, SYN, ""),
                        tcp(false, 100, DATA, "GET "),
                        tcp(false, 104, DATA, "/\n"),
                        tcp(true, 500, DATA, "200\n"),
                        tcp(false, 106, DATA, "bye")))
                .containsExactly("> GET /\n", "< 200\n", "> bye");
    }

    @Test
    void whatIsSentAgainCountsOnceAndWhatComesEarlyWaits() {
        assertThat(told(
                        tcp(false, 99, SYN, ""),
                        tcp(false, 103, DATA, "def"),
                        tcp(false, 100, DATA, "abc"),
                        tcp(false, 100, DATA, "abcd"),
                        tcp(false, 104, DATA, "efgh")))
                .containsExactly("> abcdefgh");
    }

    @Test
    void sequenceNumbersWrap() {
        assertThat(told(
                        tcp(false, 0xfffffffdL, SYN, ""),
                        tcp(false, 0xfffffffeL, DATA, "abcd"),
                        tcp(false, 2, DATA, "ef")))
                .containsExactly("> abcdef");
    }

    @Test
    void missingBytesAreCounted() {
        assertThat(told(tcp(false, 99, SYN, ""), tcp(false, 100, DATA, "abc"), tcp(false, 110, DATA, "xyz")))
                .containsExactly("> abc", "> [7]xyz");
    }

    @Test
    void bytesThatTheTapCutOffAreCounted() {
        var cut = tcp(false, 100, DATA, "abcdef");
        assertThat(told(
                        tcp(false, 99, SYN, ""),
                        new CapturedPacket(
                                0,
                                0,
                                cut.data().length,
                                Arrays.copyOf(cut.data(), cut.data().length - 4),
                                true,
                                false,
                                cut.facts()),
                        tcp(false, 106, DATA, "gh")))
                .containsExactly("> ab", "> [4]gh");
    }

    @Test
    void datagramsAreToldOneAfterTheOther() {
        assertThat(told(
                        packet(false, ipv4(17, udp(1, 2, ascii("one")))),
                        packet(true, ipv4(17, udp(2, 1, ascii("two"))))))
                .containsExactly("> one", "< two");
    }

    private static List<String> told(CapturedPacket... packets) {
        return FollowedStream.of(List.of(packets)).stream()
                .map(chunk -> (chunk.reply() ? "< " : "> ")
                        + (chunk.missing() > 0 ? "[" + chunk.missing() + "]" : "")
                        + new String(chunk.bytes(), StandardCharsets.US_ASCII))
                .toList();
    }

    private static CapturedPacket tcp(boolean reply, long sequence, int flags, String payload) {
        var header = hex("9c40 0050 %08x 00000000 50%02xfaf0 00000000".formatted(sequence & 0xffffffffL, flags));
        return packet(reply, ipv4(6, join(header, ascii(payload))));
    }

    private static CapturedPacket packet(boolean reply, byte[] data) {
        return new CapturedPacket(
                0,
                0,
                data.length,
                data,
                true,
                false,
                TapPacket.newBuilder().setReply(reply).build());
    }
}
