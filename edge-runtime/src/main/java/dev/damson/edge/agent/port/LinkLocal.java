package dev.damson.edge.agent.port;

/** The address of RFC 4291, appendix A: fe80::/64 and the interface identifier that a MAC address gives (EUI-64). */
final class LinkLocal {
    private static final int UNIVERSAL_BIT = 0x02;

    private LinkLocal() {}

    /** @param mac 6 bytes */
    static byte[] of(byte[] mac) {
        return new byte[] {
            (byte) 0xfe,
            (byte) 0x80,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte) (mac[0] ^ UNIVERSAL_BIT),
            mac[1],
            mac[2],
            (byte) 0xff,
            (byte) 0xfe,
            mac[3],
            mac[4],
            mac[5]
        };
    }
}
