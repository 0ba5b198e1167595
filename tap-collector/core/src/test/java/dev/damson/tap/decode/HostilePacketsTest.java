package dev.damson.tap.decode;

import static dev.damson.tap.Frames.ascii;
import static dev.damson.tap.Frames.clientHello;
import static dev.damson.tap.Frames.dhcpOffer;
import static dev.damson.tap.Frames.dnsAnswer;
import static dev.damson.tap.Frames.hex;
import static dev.damson.tap.Frames.ipv4;
import static dev.damson.tap.Frames.ipv6;
import static dev.damson.tap.Frames.join;
import static dev.damson.tap.Frames.tcp;
import static dev.damson.tap.Frames.udp;
import static dev.damson.tap.Frames.vxlan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.tap.flow.CommunityId;
import dev.damson.tap.flow.PacketHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a packet: an answer, within the packet, without an exception and without an end that never comes. */
class HostilePacketsTest {
    private static final List<byte[]> SEEDS = List.of(
            ipv4(6, tcp(40000, 443, 0x18, clientHello())),
            ipv4(17, udp(53, 40000, dnsAnswer())),
            ipv6(17, udp(53, 40000, dnsAnswer())),
            ipv4(17, udp(67, 68, dhcpOffer())),
            vxlan(vxlan(vxlan(vxlan(ipv4(17, udp(53, 40000, dnsAnswer())))))),
            ipv4(47, join(hex("b000 6558 00000000 00000007 00000001"), ipv4(17, udp(53, 40000, dnsAnswer())))),
            ipv4(6, tcp(40000, 80, 0x18, ascii("GET / HTTP/1.1\r\nHost: a\r\nCookie: b\r\n\r\n"))),
            ipv4(6, tcp(40000, 53, 0x18, join(hex("001b"), dnsAnswer()))),
            ipv6(0, join(hex("2c00 0104 00000000"), hex("1100 0000 0000002a"), udp(1, 2, ascii("x")))),
            ipv6(58, hex("8700 0000 00000000 fd000001000000000000000000000031 0101 020000000131")),
            ipv4(1, hex("0303 0000 00000000 45000028123440004006000 00a0100290a01001f 9c40 1538 00000000")));

    @Test
    void aDnsNameThatPointsToItselfEnds() {
        var loop = hex("1f2e 0100 0001 0000 0000 0000 c00c 0001 0001");

        assertSurvives(ipv4(17, udp(40000, 53, loop)));
    }

    @Test
    void aDnsMessageOfNothingButPointersEnds() {
        var pointers = new byte[1200];
        for (int i = 12; i + 1 < pointers.length; i += 2) {
            pointers[i] = (byte) (0xc0 | (i - 2) >> 8);
            pointers[i + 1] = (byte) (i - 2);
        }
        pointers[5] = 64;

        assertSurvives(ipv4(17, udp(40000, 53, pointers)));
    }

    @Test
    void aChainOfExtensionHeadersEnds() {
        var chain = new byte[8 * 160];
        assertSurvives(ipv6(0, chain));
    }

    @Test
    void hostileTextStandsInert() {
        var decoded = PacketDecoder.decode(
                ipv4(6, tcp(40000, 80, 0x18, ascii("GET /\u001b[31m<script> HTTP/1.1\r\nHost: a\u0000b\r\n\r\n"))));

        assertThat(decoded.summary()).isEqualTo("HTTP GET a\\x00b/\\x1b[31m<script>");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261120})
    void altersAndCutsPackets(long seed) {
        fuzz(seed, 20_000);
    }

    @Test
    @Tag("long")
    void altersAMillionPackets() {
        fuzz(System.nanoTime(), 1_000_000);
    }

    private static void fuzz(long seed, int rounds) {
        var random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            var packet = SEEDS.get(random.nextInt(SEEDS.size())).clone();
            for (int change = random.nextInt(8); change > 0; change--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(3) == 0) {
                packet = Arrays.copyOf(packet, random.nextInt(packet.length + 40));
            }
            if (random.nextInt(20) == 0) {
                random.nextBytes(packet);
            }
            try {
                check(packet);
            } catch (Throwable failed) {
                throw new AssertionError(
                        "seed " + seed + ", round " + i + ": " + HexFormat.of().formatHex(packet), failed);
            }
        }
    }

    private static void assertSurvives(byte[] packet) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> check(packet));
    }

    private static void check(byte[] packet) {
        var decoded = PacketDecoder.decode(packet);
        for (var layer : decoded.layers()) {
            within(packet, layer.offset(), layer.length());
            layer.fields().forEach(field -> {
                within(packet, field.offset(), field.length());
                field.children().forEach(child -> within(packet, child.offset(), child.length()));
            });
        }
        assertThat(decoded.summary()).isNotEmpty().hasSizeLessThan(2000);
        PacketHeaders.of(packet, packet.length).ifPresent(headers -> {
            CommunityId.of(headers);
            assertThat(headers.payload()).isBetween(0, headers.end());
            assertThat(headers.end()).isLessThanOrEqualTo(packet.length);
        });
    }

    private static void within(byte[] packet, int offset, int length) {
        if (offset < 0 || length < 0 || offset + length > packet.length) {
            throw new AssertionError(offset + "+" + length + " is not within " + packet.length);
        }
    }
}
