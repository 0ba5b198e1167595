package dev.damson.tap.decode;

import dev.damson.tap.app.Text;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.Dot1qVlanTagPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.packet.namednumber.EtherType;

/** Ethernet, VLAN tags and ARP. */
final class LinkLayers {
    private LinkLayers() {}

    static @Nullable Layer of(Packet packet, int at) {
        return switch (packet) {
            case EthernetPacket ethernet -> ethernet(ethernet.getHeader(), at);
            case Dot1qVlanTagPacket tag -> vlan(tag.getHeader(), at);
            case ArpPacket arp -> arp(arp.getHeader(), at);
            default -> null;
        };
    }

    private static Layer ethernet(EthernetPacket.EthernetHeader header, int at) {
        return new Fields(at)
                .add("Destination", header.getDstAddr(), 0, 6)
                .add("Source", header.getSrcAddr(), 6, 6)
                .add("Type", type(header.getType()), 12, 2)
                .layer("Ethernet II", header.getSrcAddr() + " → " + header.getDstAddr(), header.length());
    }

    private static Layer vlan(Dot1qVlanTagPacket.Dot1qVlanTagHeader header, int at) {
        return new Fields(at)
                .add("Priority", header.getPriority(), 0, 1)
                .add("Drop eligible", header.getCfi() ? "yes" : "no", 0, 1)
                .add("VLAN", header.getVidAsInt(), 0, 2)
                .add("Type", type(header.getType()), 2, 2)
                .layer("802.1Q", "VLAN " + header.getVidAsInt(), header.length());
    }

    private static Layer arp(ArpPacket.ArpHeader header, int at) {
        var sender = header.getSrcProtocolAddr().getHostAddress();
        var target = header.getDstProtocolAddr().getHostAddress();
        var operation = header.getOperation();
        var summary = operation.equals(ArpOperation.REQUEST)
                ? "who has " + target + "? tell " + sender
                : operation.equals(ArpOperation.REPLY)
                        ? sender + " is at " + header.getSrcHardwareAddr()
                        : "operation " + operation.value();
        return new Fields(at)
                .add("Hardware type", header.getHardwareType(), 0, 2)
                .add("Protocol type", type(header.getProtocolType()), 2, 2)
                .add("Hardware length", header.getHardwareAddrLengthAsInt(), 4, 1)
                .add("Protocol length", header.getProtocolAddrLengthAsInt(), 5, 1)
                .add("Operation", operation, 6, 2)
                .add("Sender MAC", header.getSrcHardwareAddr(), 8, 6)
                .add("Sender address", sender, 14, 4)
                .add("Target MAC", header.getDstHardwareAddr(), 18, 6)
                .add("Target address", target, 24, 4)
                .layer("ARP", summary, header.length());
    }

    private static String type(EtherType type) {
        return type.name() + " (" + Text.hex(type.value() & 0xffff, 4) + ")";
    }
}
