package dev.damson.tap.session;

import static dev.damson.tap.Frames.hex;
import static dev.damson.tap.Frames.ipv4;
import static dev.damson.tap.Frames.join;
import static dev.damson.tap.Frames.tcp;
import static dev.damson.tap.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.app.Text;
import dev.damson.tap.decode.DecodedField;
import dev.damson.tap.decode.PacketDecoder;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.proto.TapPacket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names out of packets are written by strangers: what is kept of them is short printable ASCII, in facts and in decodes. */
class HostileNamesTest {
    private static final int MARKS = 64;

    static Stream<String> names() {
        return Stream.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\u202egnp.exe\u2066\u200b",
                "\u001b[31;1mred\u001b]8;;http://evil\u0007",
                "=cmd|' /c calc'!a1",
                "x".repeat(1 << 20));
    }

    @ParameterizedTest
    @MethodSource("names")
    void anHttpHost(String name) {
        var request = "GET /" + name + " HTTP/1.1\r\nHost: " + name + "\r\nUser-Agent: " + name + "\r\n\r\n";

        var facts = facts(ipv4(6, tcp(40_000, 80, 0x18, bytes(request))));

        assertInert(Stream.of(facts.httpHost(), facts.httpPath(), facts.httpMethod()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aDnsQuestion(String name) {
        var label = Arrays.copyOf(bytes(name), Math.min(63, bytes(name).length));
        var question =
                join(hex("1f2e01000001000000000000"), new byte[] {(byte) label.length}, label, hex("0000010001"));

        var facts = facts(ipv4(17, udp(40_000, 53, question)));

        assertThat(facts.protocol()).isEqualTo("dns");
        assertInert(facts.dnsNames().stream());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aTlsServerName(String name) {
        var server = Arrays.copyOf(bytes(name), Math.min(16_000, bytes(name).length));
        var extension =
                join(hex("0000%04x%04x00%04x".formatted(server.length + 5, server.length + 3, server.length)), server);
        var body =
                join(hex("0303"), new byte[32], hex("0000021301" + "0100%04x".formatted(extension.length)), extension);
        var handshake = join(hex("01%06x".formatted(body.length)), body);
        var hello = join(hex("160301%04x".formatted(handshake.length)), handshake);

        var facts = facts(ipv4(6, tcp(40_000, 443, 0x18, hello)));

        assertThat(facts.protocol()).isEqualTo("tls");
        assertInert(Stream.of(facts.tlsName(), facts.tlsVersion(), facts.tlsProtocols()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a session keeps; the same packet's decode must be as inert. */
    private static ProtocolFacts facts(byte[] data) {
        var table = new SessionTable(1);
        table.add(new CapturedPacket(0, 0, data.length, data, true, false, TapPacket.getDefaultInstance()), 0);
        var decoded = PacketDecoder.decode(data);
        assertInert(Stream.of(decoded.summary()));
        assertInert(decoded.layers().stream().flatMap(layer -> Stream.of(layer.name(), layer.summary())));
        decoded.layers().forEach(layer -> assertInert(texts(layer.fields())));
        return List.copyOf(table.parts()).getFirst().application();
    }

    private static Stream<String> texts(List<DecodedField> fields) {
        return fields.stream()
                .flatMap(field -> Stream.concat(Stream.of(field.name(), field.value()), texts(field.children())));
    }

    private static void assertInert(Stream<String> texts) {
        assertThat(texts).allSatisfy(text -> {
            assertThat(text.replace("→", "").replace("…", "")).matches("[ -~]*");
            assertThat(text.length()).isLessThanOrEqualTo(4 * (Text.MOST_CHARACTERS + MARKS));
        });
    }
}
