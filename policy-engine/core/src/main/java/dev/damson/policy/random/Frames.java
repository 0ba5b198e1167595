package dev.damson.policy.random;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import java.nio.ByteBuffer;

/** Frames as workloads send them; checksums of the transport are left out, since no program reads them. */
public final class Frames {
    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int ACK = 16;

    private Frames() {}

    public static byte[] ethernet(MacAddress destination, MacAddress source, int type, byte[] payload) {
        return ByteBuffer.allocate(14 + payload.length)
                .put(destination.toBytes())
                .put(source.toBytes())
                .putShort((short) type)
                .put(payload)
                .array();
    }

    public static byte[] ip(IpAddress source, IpAddress destination, int protocol, byte[] payload) {
        return source.isIpv4()
                ? ipv4(source, destination, protocol, 0, payload)
                : ByteBuffer.allocate(40 + payload.length)
                        .putInt(6 << 28)
                        .putShort((short) payload.length)
                        .put((byte) protocol)
                        .put((byte) 255)
                        .put(source.toBytes())
                        .put(destination.toBytes())
                        .put(payload)
                        .array();
    }

    /** @param fragment the 16 bits of flags and fragment offset */
    public static byte[] ipv4(IpAddress source, IpAddress destination, int protocol, int fragment, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + payload.length))
                .putShort((short) 1)
                .putShort((short) fragment)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .put(source.toBytes())
                .put(destination.toBytes())
                .put(payload)
                .array();
    }

    /**
     * A fragment of a datagram of either family.
     *
     * @param offset bytes, a multiple of 8
     */
    public static byte[] fragment(
            IpAddress source, IpAddress destination, int protocol, int id, int offset, boolean more, byte[] part) {
        if (source.isIpv4()) {
            var packet = ipv4(source, destination, protocol, offset / 8 | (more ? 0x2000 : 0), part);
            ByteBuffer.wrap(packet).putShort(4, (short) id);
            return packet;
        }
        var extended = ByteBuffer.allocate(8 + part.length)
                .put((byte) protocol)
                .put((byte) 0)
                .putShort((short) (offset | (more ? 1 : 0)))
                .putInt(id)
                .put(part)
                .array();
        return ip(source, destination, 44, extended);
    }

    public static byte[] tcp(int source, int destination, int flags) {
        return ByteBuffer.allocate(20)
                .putShort((short) source)
                .putShort((short) destination)
                .putLong(0)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 1024)
                .putInt(0)
                .array();
    }

    public static byte[] udp(int source, int destination, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putShort((short) source)
                .putShort((short) destination)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    public static byte[] icmp(int type, int code, int identifier) {
        return ByteBuffer.allocate(8)
                .put((byte) type)
                .put((byte) code)
                .putShort((short) 0)
                .putShort((short) identifier)
                .putShort((short) 1)
                .array();
    }

    public static byte[] arp(int operation, MacAddress mac, IpAddress sender, IpAddress target) {
        return ByteBuffer.allocate(28)
                .putShort((short) 1)
                .putShort((short) 0x0800)
                .put((byte) 6)
                .put((byte) 4)
                .putShort((short) operation)
                .put(mac.toBytes())
                .put(sender.toBytes())
                .put(new byte[6])
                .put(target.toBytes())
                .array();
    }
}
