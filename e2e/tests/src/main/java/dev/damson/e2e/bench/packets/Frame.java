package dev.damson.e2e.bench.packets;

import dev.damson.policy.model.IpAddress;
import java.nio.ByteBuffer;

/** TCP segments without payload. The transport checksum is left out, since nobody here reads it. */
final class Frame {
    static final int SYN = 2;
    static final int ACK = 16;

    static final int ETHERNET_BYTES = 14;
    private static final int TCP = 6;
    private static final int TCP_BYTES = 20;

    private Frame() {}

    static byte[] tcp(
            byte[] destinationMac,
            byte[] sourceMac,
            IpAddress source,
            IpAddress destination,
            int sourcePort,
            int destinationPort,
            int flags) {
        boolean four = source.isIpv4();
        var frame = ByteBuffer.allocate(ETHERNET_BYTES + ipBytes(four) + TCP_BYTES);
        frame.put(destinationMac).put(sourceMac).putShort((short) (four ? 0x0800 : 0x86dd));
        if (four) {
            frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + TCP_BYTES));
            frame.putInt(0).put((byte) 64).put((byte) TCP).putShort((short) 0);
        } else {
            frame.putInt(6 << 28).putShort((short) TCP_BYTES).put((byte) TCP).put((byte) 64);
        }
        frame.put(source.toBytes()).put(destination.toBytes());
        frame.putShort((short) sourcePort).putShort((short) destinationPort).putLong(0);
        frame.put((byte) 0x50).put((byte) flags).putShort((short) 1024).putInt(0);
        if (four) {
            frame.putShort(ETHERNET_BYTES + 10, checksum(frame));
        }
        return frame.array();
    }

    /** Where the source port stands. */
    static int sourcePortAt(boolean four) {
        return ETHERNET_BYTES + ipBytes(four);
    }

    private static int ipBytes(boolean four) {
        return four ? 20 : 40;
    }

    /** RFC 1071, of the IPv4 header. */
    private static short checksum(ByteBuffer frame) {
        int sum = 0;
        for (int at = ETHERNET_BYTES; at < ETHERNET_BYTES + 20; at += 2) {
            sum += Short.toUnsignedInt(frame.getShort(at));
        }
        sum = (sum >>> 16) + (sum & 0xffff);
        return (short) ~(sum + (sum >>> 16));
    }
}
