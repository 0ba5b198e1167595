package dev.damson.tap.decode;

import static dev.damson.tap.Frames.ascii;
import static dev.damson.tap.Frames.clientHello;
import static dev.damson.tap.Frames.dhcpOffer;
import static dev.damson.tap.Frames.dnsAnswer;
import static dev.damson.tap.Frames.dnsQuery;
import static dev.damson.tap.Frames.hex;
import static dev.damson.tap.Frames.ipv4;
import static dev.damson.tap.Frames.ipv6;
import static dev.damson.tap.Frames.join;
import static dev.damson.tap.Frames.tcp;
import static dev.damson.tap.Frames.udp;
import static dev.damson.tap.Frames.vxlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDecoderTest {
    /** The packet of a client that tries the database: options MSS 1460, SACK, timestamps, window scale 7. */
    private static final byte[] SYN = hex("0242 0a14 ff01 0242 0a14 0929 0800"
            + "4500 003c 3f1a 4000 4006 db32 0a14 0929 0a14 031f"
            + "c294 1538 5ac3 1e90 0000 0000 a002 faf0 5d9c 0000"
            + "0204 05b4 0402 080a 7b1f 02c4 0000 0000 0103 0307");

    private static byte[] withoutEthernet(byte[] frame) {
        return Arrays.copyOfRange(frame, 14, frame.length);
    }

    static Stream<Arguments> packets() {
        return Stream.of(
                arguments("a SYN", SYN, List.of("Ethernet II", "IPv4", "TCP"), "SYN 49812 → 5432"),
                arguments(
                        "data to a known port",
                        ipv4(6, tcp(49812, 5432, 0x18, ascii("hello"))),
                        List.of("Ethernet II", "IPv4", "TCP", "Data"),
                        "TCP 49812 → 5432, 5 bytes, postgresql by port"),
                arguments(
                        "data to an unknown port",
                        ipv4(6, tcp(49812, 7, 0x18, ascii("hello"))),
                        List.of("Ethernet II", "IPv4", "TCP", "Data"),
                        "PSH, ACK 49812 → 7, 5 bytes"),
                arguments(
                        "a DNS query",
                        ipv4(17, udp(40000, 53, dnsQuery())),
                        List.of("Ethernet II", "IPv4", "UDP", "DNS"),
                        "DNS query A db-1.shop"),
                arguments(
                        "a DNS answer over IPv6",
                        ipv6(17, udp(53, 40000, dnsAnswer())),
                        List.of("Ethernet II", "IPv6", "UDP", "DNS"),
                        "DNS A db-1.shop = 10.1.0.31"),
                arguments(
                        "a DNS query over TCP",
                        ipv4(6, tcp(40000, 53, 0x18, join(hex("001b"), dnsQuery()))),
                        List.of("Ethernet II", "IPv4", "TCP", "DNS"),
                        "DNS query A db-1.shop"),
                arguments(
                        "an HTTP request, whose query is not in its summary",
                        ipv4(6, tcp(40000, 8080, 0x18, ascii("GET /cart?token=s3cret HTTP/1.1\r\nHost: shop\r\n\r\n"))),
                        List.of("Ethernet II", "IPv4", "TCP", "HTTP"),
                        "HTTP GET shop/cart"),
                arguments(
                        "an HTTP response",
                        ipv4(6, tcp(8080, 40000, 0x18, ascii("HTTP/1.1 204 No Content\r\n\r\n"))),
                        List.of("Ethernet II", "IPv4", "TCP", "HTTP"),
                        "HTTP status 204"),
                arguments(
                        "a TLS ClientHello",
                        ipv4(6, tcp(40000, 443, 0x18, clientHello())),
                        List.of("Ethernet II", "IPv4", "TCP", "TLS"),
                        "TLS ClientHello, TLS 1.3, shop.example"),
                arguments(
                        "a DHCP offer",
                        ipv4(17, udp(67, 68, dhcpOffer())),
                        List.of("Ethernet II", "IPv4", "UDP", "DHCP"),
                        "DHCP Offer 10.1.0.11 02:00:00:00:01:11 web-1"),
                arguments(
                        "a frame in VXLAN",
                        vxlan(ipv4(17, udp(40000, 53, dnsQuery()))),
                        List.of("Ethernet II", "IPv4", "UDP", "VXLAN", "Ethernet II", "IPv4", "UDP", "DNS"),
                        "VXLAN VNI 42: DNS query A db-1.shop"),
                arguments(
                        "IPv6 in GRE with a key",
                        ipv4(
                                47,
                                join(
                                        hex("2000 86dd 00000007"),
                                        withoutEthernet(ipv6(17, udp(53, 40000, dnsAnswer()))))),
                        List.of("Ethernet II", "IPv4", "GRE", "IPv6", "UDP", "DNS"),
                        "GRE 0x86dd: DNS A db-1.shop = 10.1.0.31"),
                arguments(
                        "Ethernet in GRE",
                        ipv4(47, join(hex("0000 6558"), ipv4(17, udp(40000, 53, dnsQuery())))),
                        List.of("Ethernet II", "IPv4", "GRE", "Ethernet II", "IPv4", "UDP", "DNS"),
                        "GRE 0x6558: DNS query A db-1.shop"),
                arguments(
                        "a ping",
                        ipv4(1, hex("0800 0000 0007 0001")),
                        List.of("Ethernet II", "IPv4", "ICMP", "Echo request"),
                        "Echo request id 7, sequence 1"),
                arguments(
                        "a ping over IPv6",
                        ipv6(58, hex("8100 0000 0007 0002")),
                        List.of("Ethernet II", "IPv6", "ICMPv6", "Echo reply"),
                        "Echo reply id 7, sequence 2"),
                arguments(
                        "a neighbour solicitation",
                        ipv6(58, hex("8700 0000 00000000 fd000001000000000000000000000031")),
                        List.of("Ethernet II", "IPv6", "ICMPv6", "Neighbour solicitation"),
                        "Neighbour solicitation who has fd00:1::31?"),
                arguments(
                        "an ARP request",
                        hex("ffffffffffff 020000000141 0806 0001 0800 06 04 0001"
                                + "020000000141 0a010029 000000000000 0a01001f"),
                        List.of("Ethernet II", "ARP"),
                        "ARP who has 10.1.0.31? tell 10.1.0.41"),
                arguments(
                        "a tagged frame",
                        join(hex("020000000131 020000000141 8100 0064"), Arrays.copyOfRange(SYN, 12, SYN.length)),
                        List.of("Ethernet II", "802.1Q", "IPv4", "TCP"),
                        "SYN 49812 → 5432"),
                arguments(
                        "IPv6 with options and a fragment header",
                        ipv6(0, join(hex("2c00 0104 00000000"), hex("1100 0000 0000002a"), udp(1, 2, ascii("x")))),
                        List.of("Ethernet II", "IPv6", "Hop-by-hop options", "IPv6 fragment", "UDP", "Data"),
                        "UDP 1 → 2, 1 byte"),
                arguments("nothing", new byte[0], List.of(), "0 bytes"),
                arguments("less than an Ethernet header", hex("0102030405"), List.of("Data"), "5 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void takesApart(String name, byte[] packet, List<String> layers, String summary) {
        var decoded = PacketDecoder.decode(packet);

        assertThat(decoded.layers()).as(name).extracting(Layer::name).isEqualTo(layers);
        assertThat(decoded.summary()).isEqualTo(summary);
    }

    @Test
    void everyFieldNamesItsBytes() {
        var tcp = PacketDecoder.decode(SYN).layers().get(2);

        assertThat(tcp.offset()).isEqualTo(34);
        assertThat(tcp.length()).isEqualTo(40);
        assertThat(field(tcp, "Destination port"))
                .isEqualTo(new DecodedField("Destination port", "5432", 0x24, 2, List.of()));
        assertThat(field(tcp, "Flags").value()).isEqualTo("SYN");
        assertThat(field(tcp, "Sequence").value()).isEqualTo("1522736784");
        assertThat(field(tcp, "Options").children())
                .extracting(DecodedField::name, DecodedField::value, DecodedField::offset)
                .contains(
                        tuple("MSS", "1460", 54),
                        tuple("Timestamps", "2065629892 0", 60),
                        tuple("Window scale", "7", 71));
    }

    @Test
    void judgesAChecksumOnlyWhereThePacketIsWhole() {
        var altered = SYN.clone();
        altered[40] ^= 1;

        assertThat(checksum(PacketDecoder.decode(SYN))).isEqualTo("0x5d9c correct");
        assertThat(checksum(PacketDecoder.decode(altered))).isEqualTo("0x5d9c wrong");
        assertThat(checksum(PacketDecoder.decode(SYN, 1500, false))).isEqualTo("0x5d9c");
        assertThat(checksum(PacketDecoder.decode(SYN, SYN.length, true))).isEqualTo("0x5d9c not computed yet");
    }

    @Test
    void aPacketCutAfterItsTransportHeaderKeepsItsHeaders() {
        var whole = ipv4(6, tcp(49812, 5432, 0x18, new byte[400]));
        var cut = Arrays.copyOf(whole, 54);

        assertThat(PacketDecoder.decode(cut, whole.length, false).layers())
                .extracting(Layer::name)
                .containsExactly("Ethernet II", "IPv4", "TCP");
    }

    @Test
    void paddingOfTheFrameIsNoPayload() {
        var padded = join(ipv4(6, tcp(1, 2, 0x10, new byte[0])), new byte[6]);

        assertThat(PacketDecoder.decode(padded).layers()).hasSize(3);
    }

    private static String checksum(Decoded decoded) {
        return field(decoded.layers().get(2), "Checksum").value();
    }

    private static DecodedField field(Layer layer, String name) {
        return layer.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
