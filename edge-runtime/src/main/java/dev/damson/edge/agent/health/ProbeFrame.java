package dev.damson.edge.agent.health;

import java.nio.ByteBuffer;

/** The frame of a probe: UDP from 7007 to 7007 between an instance's two probe addresses, with a nonce. */
final class ProbeFrame {
    static final int PORT = 7007;

    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int UDP = 8;
    private static final int BYTES = ETHERNET + IPV4 + UDP + Long.BYTES;

    private static final short ETHERTYPE_IPV4 = 0x0800;
    private static final byte VERSION_AND_LENGTH = 0x45;
    private static final short DO_NOT_FRAGMENT = 0x4000;
    private static final byte TIME_TO_LIVE = 64;
    private static final byte PROTOCOL_UDP = 17;

    private ProbeFrame() {}

    /**
     * @param source MAC, 6 bytes
     * @param destination likewise
     * @param from IPv4 address, 4 bytes
     * @param to likewise
     */
    static byte[] of(byte[] source, byte[] destination, byte[] from, byte[] to, long nonce) {
        var frame = ByteBuffer.allocate(BYTES);
        frame.put(destination).put(source).putShort(ETHERTYPE_IPV4);
        frame.put(VERSION_AND_LENGTH).put((byte) 0).putShort((short) (BYTES - ETHERNET));
        frame.putShort((short) nonce).putShort(DO_NOT_FRAGMENT);
        frame.put(TIME_TO_LIVE).put(PROTOCOL_UDP).putShort((short) 0).put(from).put(to);
        frame.putShort((short) PORT).putShort((short) PORT).putShort((short) (UDP + Long.BYTES));
        frame.putShort((short) 0).putLong(nonce);
        frame.putShort(ETHERNET + 10, (short) ~sum(frame, ETHERNET, IPV4, 0));
        var pseudo = PROTOCOL_UDP + UDP + Long.BYTES;
        // The pseudo header's addresses stand directly before the UDP header.
        var checksum = ~sum(frame, ETHERNET + 12, 8 + UDP + Long.BYTES, pseudo) & 0xffff;
        frame.putShort(ETHERNET + IPV4 + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return frame.array();
    }

    /** RFC 1071. */
    private static int sum(ByteBuffer bytes, int from, int count, int initial) {
        var sum = initial;
        for (var at = from; at < from + count; at += 2) {
            sum += Short.toUnsignedInt(bytes.getShort(at));
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return sum;
    }
}
