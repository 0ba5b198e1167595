package dev.damson.tap.decode;

import dev.damson.tap.app.AddressText;
import dev.damson.tap.app.Text;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.IcmpV4CommonPacket;
import org.pcap4j.packet.IcmpV4EchoPacket;
import org.pcap4j.packet.IcmpV4EchoReplyPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IcmpV6EchoReplyPacket;
import org.pcap4j.packet.IcmpV6EchoRequestPacket;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket;
import org.pcap4j.packet.IcmpV6NeighborSolicitationPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.SctpPacket;

/** ICMP, ICMPv6 and SCTP's common header. */
final class ControlLayers {
    private static final int SCTP_COMMON = 12;

    private ControlLayers() {}

    static @Nullable Layer of(Packet packet, int at) {
        return switch (packet) {
            case IcmpV4CommonPacket four -> {
                var header = four.getHeader();
                yield common(
                        "ICMP",
                        header.getType().name(),
                        header.getType().value() & 0xff,
                        header.getCode().value() & 0xff,
                        header.getChecksum(),
                        header.length(),
                        at);
            }
            case IcmpV6CommonPacket six -> {
                var header = six.getHeader();
                yield common(
                        "ICMPv6",
                        header.getType().name(),
                        header.getType().value() & 0xff,
                        header.getCode().value() & 0xff,
                        header.getChecksum(),
                        header.length(),
                        at);
            }
            case IcmpV4EchoPacket echo ->
                echo(
                        "Echo request",
                        echo.getHeader().getIdentifierAsInt(),
                        echo.getHeader().getSequenceNumberAsInt(),
                        at);
            case IcmpV4EchoReplyPacket echo ->
                echo(
                        "Echo reply",
                        echo.getHeader().getIdentifierAsInt(),
                        echo.getHeader().getSequenceNumberAsInt(),
                        at);
            case IcmpV6EchoRequestPacket echo ->
                echo(
                        "Echo request",
                        echo.getHeader().getIdentifierAsInt(),
                        echo.getHeader().getSequenceNumberAsInt(),
                        at);
            case IcmpV6EchoReplyPacket echo ->
                echo(
                        "Echo reply",
                        echo.getHeader().getIdentifierAsInt(),
                        echo.getHeader().getSequenceNumberAsInt(),
                        at);
            case IcmpV6NeighborSolicitationPacket neighbour ->
                neighbour(
                        "Neighbour solicitation",
                        "who has "
                                + AddressText.of(
                                        neighbour.getHeader().getTargetAddress().getAddress()) + "?",
                        AddressText.of(neighbour.getHeader().getTargetAddress().getAddress()),
                        neighbour.getHeader().length(),
                        at);
            case IcmpV6NeighborAdvertisementPacket neighbour ->
                neighbour(
                        "Neighbour advertisement",
                        AddressText.of(neighbour.getHeader().getTargetAddress().getAddress()) + " is here",
                        AddressText.of(neighbour.getHeader().getTargetAddress().getAddress()),
                        neighbour.getHeader().length(),
                        at);
            case SctpPacket sctp -> {
                var header = sctp.getHeader();
                int source = header.getSrcPort().valueAsInt();
                int destination = header.getDstPort().valueAsInt();
                yield new Fields(at)
                        .add("Source port", source, 0, 2)
                        .add("Destination port", destination, 2, 2)
                        .add("Verification tag", Text.hex(header.getVerificationTag() & 0xffffffffL, 8), 4, 4)
                        .add("Checksum", Text.hex(header.getChecksum() & 0xffffffffL, 8), 8, 4)
                        .layer("SCTP", source + " → " + destination, SCTP_COMMON);
            }
            default -> null;
        };
    }

    private static Layer common(String protocol, String name, int type, int code, short checksum, int length, int at) {
        return new Fields(at)
                .add("Type", name + " (" + type + ")", 0, 1)
                .add("Code", code, 1, 1)
                .add("Checksum", Text.hex(checksum & 0xffff, 4), 2, 2)
                .layer(protocol, name + (code == 0 ? "" : ", code " + code), length);
    }

    private static Layer echo(String name, int identifier, int sequence, int at) {
        return new Fields(at)
                .add("Identifier", identifier, 0, 2)
                .add("Sequence", sequence, 2, 2)
                .layer(name, "id " + identifier + ", sequence " + sequence, 4);
    }

    private static Layer neighbour(String name, String summary, String target, int length, int at) {
        return new Fields(at)
                .add("Flags", "", 0, 4)
                .add("Target", target, 4, 16)
                .layer(name, summary, length);
    }
}
