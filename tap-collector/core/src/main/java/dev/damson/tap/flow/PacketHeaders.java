package dev.damson.tap.flow;

import dev.damson.tap.app.AddressText;
import dev.damson.tap.app.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the headers of an IP packet lie, and what stands in them.
 *
 * @param source and {@code destination} 4 or 16 bytes each
 * @param protocol the IP protocol number behind IPv6's extension headers
 * @param sourcePort ICMP: the type; 0 where there are no ports or the packet does not hold them
 * @param destinationPort ICMP: the code
 * @param tcpFlags the flag byte; 0 for other protocols
 * @param sequence TCP's sequence number, unsigned
 * @param payload offset of the transport's payload in the packet
 * @param end where the packet ends by its network header, at most the captured length
 * @param wirePayload bytes of payload that the packet had on the wire
 */
public record PacketHeaders(
        byte[] source,
        byte[] destination,
        int protocol,
        int sourcePort,
        int destinationPort,
        int tcpFlags,
        long sequence,
        int payload,
        int end,
        int wirePayload) {
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMP6 = 58;
    public static final int SCTP = 132;

    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int ACK = 16;

    private static final int ETHERNET = 14;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int IPV6_HEADER = 40;
    /** As the edge: a longer chain is dropped there as malformed. */
    private static final int MOST_EXTENSIONS = 8;

    /** The headers of an Ethernet frame; empty if it carries no IP or is cut within the network header. */
    public static Optional<PacketHeaders> of(byte[] data, int originalLength) {
        int at = 12;
        int type = data.length >= ETHERNET ? Bytes.u16(data, at) : 0;
        for (int tags = 0; tags < 2 && (type == 0x8100 || type == 0x88a8) && data.length >= at + 6; tags++) {
            at += 4;
            type = Bytes.u16(data, at);
        }
        int network = at + 2;
        if (type == IPV4 && data.length >= network + 20) {
            return four(data, network, originalLength);
        }
        return type == IPV6 && data.length >= network + IPV6_HEADER
                ? six(data, network, originalLength)
                : Optional.empty();
    }

    private static Optional<PacketHeaders> four(byte[] data, int network, int originalLength) {
        int headerLength = (data[network] & 0xf) * 4;
        if (headerLength < 20 || data.length < network + headerLength) {
            return Optional.empty();
        }
        int total = Bytes.u16(data, network + 2);
        int wireEnd = total == 0 ? originalLength : Math.max(network + headerLength, network + total);
        boolean later = (Bytes.u16(data, network + 6) & 0x1fff) != 0;
        return Optional.of(transport(
                data,
                Arrays.copyOfRange(data, network + 12, network + 16),
                Arrays.copyOfRange(data, network + 16, network + 20),
                Bytes.u8(data, network + 9),
                network + headerLength,
                wireEnd,
                later));
    }

    private static Optional<PacketHeaders> six(byte[] data, int network, int originalLength) {
        int length = Bytes.u16(data, network + 4);
        int wireEnd = length == 0 ? originalLength : network + IPV6_HEADER + length;
        int next = Bytes.u8(data, network + 6);
        int at = network + IPV6_HEADER;
        boolean later = false;
        for (int i = 0; i < MOST_EXTENSIONS && extension(next) && data.length >= at + 8; i++) {
            if (next == 44) {
                later |= (Bytes.u16(data, at + 2) & 0xfff8) != 0;
            }
            int size =
                    next == 44 ? 8 : next == 51 ? (Bytes.u8(data, at + 1) + 2) * 4 : (Bytes.u8(data, at + 1) + 1) * 8;
            next = Bytes.u8(data, at);
            at += size;
        }
        return Optional.of(transport(
                data,
                Arrays.copyOfRange(data, network + 8, network + 24),
                Arrays.copyOfRange(data, network + 24, network + 40),
                next,
                Math.min(at, data.length),
                Math.max(at, wireEnd),
                later));
    }

    private static boolean extension(int next) {
        return next == 0 || next == 43 || next == 44 || next == 51 || next == 60;
    }

    private static PacketHeaders transport(
            byte[] data, byte[] source, byte[] destination, int protocol, int at, int wireEnd, boolean later) {
        int end = Math.min(data.length, wireEnd);
        int left = later ? 0 : end - at;
        int header = 0;
        int sourcePort = 0;
        int destinationPort = 0;
        int flags = 0;
        long sequence = 0;
        switch (protocol) {
            case TCP -> {
                if (left >= 14) {
                    flags = Bytes.u8(data, at + 13);
                    sequence = Bytes.u32(data, at + 4);
                    header = Math.max(20, (Bytes.u8(data, at + 12) >> 4) * 4);
                }
            }
            case UDP -> header = 8;
            case SCTP -> header = 12;
            case ICMP, ICMP6 -> {
                if (left >= 2) {
                    sourcePort = Bytes.u8(data, at);
                    destinationPort = Bytes.u8(data, at + 1);
                }
                header = 8;
            }
            default -> header = 0;
        }
        if (later) {
            header = 0; // a later fragment is payload from its first byte on
        }
        if ((protocol == TCP || protocol == UDP || protocol == SCTP) && left >= 4) {
            sourcePort = Bytes.u16(data, at);
            destinationPort = Bytes.u16(data, at + 2);
        }
        return new PacketHeaders(
                source,
                destination,
                protocol,
                sourcePort,
                destinationPort,
                flags,
                sequence,
                Math.min(end, at + header),
                end,
                Math.max(0, wireEnd - at - header));
    }

    public String sourceText() {
        return AddressText.of(source);
    }

    public String destinationText() {
        return AddressText.of(destination);
    }
}
