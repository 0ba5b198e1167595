package dev.damson.tap.decode;

import dev.damson.tap.app.Text;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.TcpMaximumSegmentSizeOption;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.TcpTimestampsOption;
import org.pcap4j.packet.TcpWindowScaleOption;
import org.pcap4j.packet.UdpPacket;

/** TCP and UDP. */
final class TransportLayers {
    private static final int TCP_FIXED = 20;

    private TransportLayers() {}

    static Layer tcp(TcpPacket packet, Capture capture, @Nullable IpPacket network, int at) {
        var header = packet.getHeader();
        int source = header.getSrcPort().valueAsInt();
        int destination = header.getDstPort().valueAsInt();
        var fields = new Fields(at)
                .add("Source port", source, 0, 2)
                .add("Destination port", destination, 2, 2)
                .add("Sequence", header.getSequenceNumberAsLong(), 4, 4)
                .add("Acknowledgment", header.getAcknowledgmentNumberAsLong(), 8, 4)
                .add("Header length", Text.bytes(header.length()), 12, 1)
                .add("Flags", flags(header), 13, 1)
                .add("Window", header.getWindowAsInt(), 14, 2)
                .add(
                        "Checksum",
                        capture.checksum(
                                header.getChecksum(),
                                judgeable(capture, network),
                                () -> network != null
                                        && packet.hasValidChecksum(
                                                network.getHeader().getSrcAddr(),
                                                network.getHeader().getDstAddr(),
                                                false)),
                        16,
                        2)
                .add("Urgent pointer", header.getUrgentPointerAsInt(), 18, 2);
        if (!header.getOptions().isEmpty()) {
            var options = options(header, at);
            var names = new StringJoiner(", ");
            options.forEach(option ->
                    names.add(option.value().isEmpty() ? option.name() : option.name() + " " + option.value()));
            fields.add("Options", names, TCP_FIXED, header.length() - TCP_FIXED, options);
        }
        return fields.layer("TCP", source + " → " + destination + ", " + flags(header), header.length());
    }

    private static List<DecodedField> options(TcpPacket.TcpHeader header, int at) {
        var fields = new Fields(at);
        int offset = TCP_FIXED;
        for (var option : header.getOptions()) {
            switch (option) {
                case TcpMaximumSegmentSizeOption size ->
                    fields.add("MSS", size.getMaxSegSizeAsInt(), offset, size.length());
                case TcpWindowScaleOption scale ->
                    fields.add("Window scale", scale.getShiftCountAsInt(), offset, scale.length());
                case TcpTimestampsOption stamps ->
                    fields.add(
                            "Timestamps",
                            stamps.getTsValueAsLong() + " " + stamps.getTsEchoReplyAsLong(),
                            offset,
                            stamps.length());
                default -> fields.add(option.getKind().name(), "", offset, option.length());
            }
            offset += option.length();
        }
        return fields.list();
    }

    static Layer udp(UdpPacket packet, Capture capture, @Nullable IpPacket network, int at) {
        var header = packet.getHeader();
        int source = header.getSrcPort().valueAsInt();
        int destination = header.getDstPort().valueAsInt();
        boolean absent = header.getChecksum() == 0 && network instanceof IpV4Packet;
        return new Fields(at)
                .add("Source port", source, 0, 2)
                .add("Destination port", destination, 2, 2)
                .add("Length", header.getLengthAsInt(), 4, 2)
                .add(
                        "Checksum",
                        absent
                                ? "0x0000 none"
                                : capture.checksum(
                                        header.getChecksum(),
                                        judgeable(capture, network),
                                        () -> network != null
                                                && packet.hasValidChecksum(
                                                        network.getHeader().getSrcAddr(),
                                                        network.getHeader().getDstAddr(),
                                                        false)),
                        6,
                        2)
                .layer("UDP", source + " → " + destination, header.length());
    }

    /** {@code PSH, ACK 49812 → 5432, 12 bytes}. */
    static String summary(TcpPacket packet, int remaining) {
        var header = packet.getHeader();
        int payload = remaining - header.length();
        var line = flags(header) + " " + header.getSrcPort().valueAsInt() + " → "
                + header.getDstPort().valueAsInt();
        return payload > 0 ? line + ", " + Text.bytes(payload) : line;
    }

    static String summary(UdpPacket packet) {
        var header = packet.getHeader();
        return "UDP " + header.getSrcPort().valueAsInt() + " → "
                + header.getDstPort().valueAsInt() + ", "
                + Text.bytes(Math.max(0, header.getLengthAsInt() - header.length()));
    }

    private static String flags(TcpPacket.TcpHeader header) {
        var names = new StringJoiner(", ");
        names.setEmptyValue("no flags");
        flag(names, header.getSyn(), "SYN");
        flag(names, header.getFin(), "FIN");
        flag(names, header.getRst(), "RST");
        flag(names, header.getPsh(), "PSH");
        flag(names, header.getUrg(), "URG");
        flag(names, header.getAck(), "ACK");
        return names.toString();
    }

    private static void flag(StringJoiner names, boolean set, String name) {
        if (set) {
            names.add(name);
        }
    }

    private static boolean judgeable(Capture capture, @Nullable IpPacket network) {
        boolean fragment = network instanceof IpV4Packet four
                && (four.getHeader().getFragmentOffset() != 0
                        || four.getHeader().getMoreFragmentFlag());
        return capture.whole() && network != null && !fragment;
    }
}
