package dev.damson.tap.decode;

import dev.damson.tap.app.AddressText;
import dev.damson.tap.app.Bytes;
import dev.damson.tap.app.Text;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6ExtDestinationOptionsPacket;
import org.pcap4j.packet.IpV6ExtFragmentPacket;
import org.pcap4j.packet.IpV6ExtHopByHopOptionsPacket;
import org.pcap4j.packet.IpV6ExtRoutingPacket;
import org.pcap4j.packet.IpV6ExtUnknownPacket;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.namednumber.IpNumber;

/** IPv4, IPv6 and IPv6's extension headers. */
final class NetworkLayers {
    /** Bytes of IPv6's fixed header. */
    static final int IPV6_HEADER = 40;

    private static final int IPV4_FIXED = 20;
    private static final int FRAGMENT_UNIT = 8;

    private NetworkLayers() {}

    static @Nullable Layer of(Packet packet, Capture capture, int at) {
        return switch (packet) {
            case IpV4Packet four -> four(four.getHeader(), capture, at);
            case IpV6Packet six -> six(six.getHeader(), at);
            case IpV6ExtFragmentPacket fragment -> fragment(fragment.getHeader(), at);
            case IpV6ExtRoutingPacket routing -> routing(routing.getHeader(), at);
            case IpV6ExtHopByHopOptionsPacket hop ->
                extension(
                        "Hop-by-hop options",
                        hop.getHeader().getNextHeader(),
                        hop.getHeader().length(),
                        at);
            case IpV6ExtDestinationOptionsPacket destination ->
                extension(
                        "Destination options",
                        destination.getHeader().getNextHeader(),
                        destination.getHeader().length(),
                        at);
            case IpV6ExtUnknownPacket unknown ->
                extension(
                        "IPv6 extension",
                        unknown.getHeader().getNextHeader(),
                        unknown.getHeader().length(),
                        at);
            default -> null;
        };
    }

    private static Layer four(IpV4Packet.IpV4Header header, Capture capture, int at) {
        int tos = Bytes.u8(capture.data(), at + 1);
        int fragment = header.getFragmentOffset() * FRAGMENT_UNIT;
        var fields = new Fields(at)
                .add("Version", 4, 0, 1)
                .add("Header length", Text.bytes(header.length()), 0, 1)
                .add("DSCP", tos >> 2, 1, 1)
                .add("ECN", tos & 3, 1, 1)
                .add("Total length", header.getTotalLengthAsInt(), 2, 2)
                .add("Identification", Text.hex(header.getIdentificationAsInt(), 4), 4, 2)
                .add("Flags", flags(header), 6, 1)
                .add("Fragment offset", fragment, 6, 2)
                .add("TTL", header.getTtlAsInt(), 8, 1)
                .add("Protocol", protocol(header.getProtocol()), 9, 1)
                .add(
                        "Header checksum",
                        capture.checksum(header.getHeaderChecksum(), true, () -> header.hasValidChecksum(false)),
                        10,
                        2)
                .add("Source", header.getSrcAddr().getHostAddress(), 12, 4)
                .add("Destination", header.getDstAddr().getHostAddress(), 16, 4);
        int offset = IPV4_FIXED;
        for (var option : header.getOptions()) {
            fields.add("Option", option.getType(), offset, option.length());
            offset += option.length();
        }
        var summary = header.getSrcAddr().getHostAddress() + " → "
                + header.getDstAddr().getHostAddress();
        boolean fragmented = fragment > 0 || header.getMoreFragmentFlag();
        return fields.layer("IPv4", fragmented ? summary + ", fragment at " + fragment : summary, header.length());
    }

    private static String flags(IpV4Packet.IpV4Header header) {
        var names = (header.getDontFragmentFlag() ? "don't fragment " : "")
                + (header.getMoreFragmentFlag() ? "more fragments " : "")
                + (header.getReservedFlag() ? "reserved" : "");
        return names.isBlank() ? "none" : names.strip();
    }

    private static Layer six(IpV6Packet.IpV6Header header, int at) {
        var source = AddressText.of(header.getSrcAddr().getAddress());
        var destination = AddressText.of(header.getDstAddr().getAddress());
        return new Fields(at)
                .add("Version", 6, 0, 1)
                .add("Traffic class", Text.hex(header.getTrafficClass().value() & 0xff, 2), 0, 2)
                .add("Flow label", Text.hex(header.getFlowLabel().value(), 5), 1, 3)
                .add("Payload length", header.getPayloadLengthAsInt(), 4, 2)
                .add("Next header", protocol(header.getNextHeader()), 6, 1)
                .add("Hop limit", header.getHopLimitAsInt(), 7, 1)
                .add("Source", source, 8, 16)
                .add("Destination", destination, 24, 16)
                .layer("IPv6", source + " → " + destination, header.length());
    }

    private static Layer fragment(IpV6ExtFragmentPacket.IpV6ExtFragmentHeader header, int at) {
        int offset = header.getFragmentOffset() * FRAGMENT_UNIT;
        return new Fields(at)
                .add("Next header", protocol(header.getNextHeader()), 0, 1)
                .add("Fragment offset", offset, 2, 2)
                .add("More fragments", header.getM() ? "yes" : "no", 3, 1)
                .add("Identification", Text.hex(header.getIdentification() & 0xffffffffL, 8), 4, 4)
                .layer("IPv6 fragment", "fragment at " + offset, header.length());
    }

    private static Layer routing(IpV6ExtRoutingPacket.IpV6ExtRoutingHeader header, int at) {
        return new Fields(at)
                .add("Next header", protocol(header.getNextHeader()), 0, 1)
                .add("Length", Text.bytes(header.length()), 1, 1)
                .add("Routing type", header.getRoutingType(), 2, 1)
                .add("Segments left", header.getSegmentsLeftAsInt(), 3, 1)
                .layer("IPv6 routing", header.getSegmentsLeftAsInt() + " segments left", header.length());
    }

    private static Layer extension(String name, IpNumber next, int length, int at) {
        return new Fields(at)
                .add("Next header", protocol(next), 0, 1)
                .add("Length", Text.bytes(length), 1, 1)
                .layer(name, "", length);
    }

    private static String protocol(IpNumber number) {
        return number.name() + " (" + (number.value() & 0xff) + ")";
    }
}
