package dev.damson.tap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames for tests, put together by hand so that no decoder vouches for itself. */
public final class Frames {
    private static final String ETHERNET = "020000000131" + "020000000141";

    private Frames() {}

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** 10.1.0.41 → 10.1.0.31, without a right header checksum. */
    public static byte[] ipv4(int protocol, byte[] payload) {
        return join(
                hex(ETHERNET + "0800"),
                hex("4500%04x12344000 40%02x0000 0a010029 0a01001f".formatted(20 + payload.length, protocol)),
                payload);
    }

    /** fd00:1::41 → fd00:1::31. */
    public static byte[] ipv6(int next, byte[] payload) {
        return join(
                hex(ETHERNET + "86dd"),
                hex("60000000%04x%02x40 fd000001000000000000000000000041 fd000001000000000000000000000031"
                        .formatted(payload.length, next)),
                payload);
    }

    public static byte[] tcp(int source, int destination, int flags, byte[] payload) {
        return join(
                hex("%04x%04x 5ac31e90 00000000 50%02xfaf0 00000000".formatted(source, destination, flags)), payload);
    }

    public static byte[] udp(int source, int destination, byte[] payload) {
        return join(hex("%04x%04x%04x0000".formatted(source, destination, 8 + payload.length)), payload);
    }

    /** A query for A db-1.shop. */
    public static byte[] dnsQuery() {
        return hex("1f2e 0100 0001 0000 0000 0000 0464622d31 0473686f70 00 0001 0001");
    }

    /** Its answer, 10.1.0.31, with a compressed name. */
    public static byte[] dnsAnswer() {
        return hex("1f2e 8180 0001 0001 0000 0000 0464622d31 0473686f70 00 0001 0001"
                + "c00c 0001 0001 0000003c 0004 0a01001f");
    }

    /** A DHCP offer of 10.1.0.11 to 02:00:00:00:01:11 (web-1) by 10.1.0.1. */
    public static byte[] dhcpOffer() {
        return join(
                hex("02010600 0000002a 00000000 00000000 0a01000b 00000000 00000000 020000000111"),
                new byte[10 + 192],
                hex("63825363 350102 36040a010001 0c05"),
                ascii("web-1"),
                hex("ff"));
    }

    /** A frame in VXLAN of network 42. */
    public static byte[] vxlan(byte[] frame) {
        return ipv4(17, udp(50000, 4789, join(hex("08000000 00002a00"), frame)));
    }

    /** A ClientHello for shop.example with ALPN h2 and TLS 1.3. */
    public static byte[] clientHello() {
        var extensions = join(
                hex("0000 0011 000f 00 000c"),
                ascii("shop.example"),
                hex("0010 0005 0003 02"),
                ascii("h2"),
                hex("002b 0005 04 0304 0303"));
        var body = join(
                hex("0303"),
                new byte[32],
                hex("00 0002 1301 01 00"),
                hex("%04x".formatted(extensions.length)),
                extensions);
        var handshake = join(hex("01%06x".formatted(body.length)), body);
        return join(hex("160301%04x".formatted(handshake.length)), handshake);
    }
}
