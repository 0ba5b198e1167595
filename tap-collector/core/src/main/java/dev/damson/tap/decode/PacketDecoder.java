package dev.damson.tap.decode;

import dev.damson.tap.app.Bytes;
import dev.damson.tap.app.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6ExtFragmentPacket;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.TcpPacket;
import org.pcap4j.packet.UdpPacket;
import org.pcap4j.packet.factory.PacketFactories;
import org.pcap4j.packet.namednumber.IpNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one Ethernet frame apart. Any bytes are answered: what cannot be read stands as data, with the reason. */
public final class PacketDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(PacketDecoder.class);

    /** An honest packet has about five; a chain of extension headers or VLAN tags can be made as long as the packet. */
    private static final int MOST_LAYERS = 24;

    /** Tunnels within tunnels. */
    private static final int DEEPEST = 3;

    private final Capture capture;
    private final int depth;
    private final List<Layer> layers = new ArrayList<>();
    private int at;
    private int end;
    private @Nullable IpPacket network;
    private @Nullable Packet last;
    private String summary = "";

    private PacketDecoder(Capture capture, int depth) {
        this.capture = capture;
        this.depth = depth;
        this.end = capture.data().length;
    }

    /** A packet as it was captured whole. */
    public static Decoded decode(byte[] data) {
        return decode(data, data.length, false);
    }

    /**
     * @param data from the Ethernet header on
     * @param originalLength bytes on the wire; a checksum is only judged where all of them are here
     * @param checksumPending whether the sender's hardware was still to compute checksums
     */
    public static Decoded decode(byte[] data, int originalLength, boolean checksumPending) {
        return decode(data, originalLength, checksumPending, 0);
    }

    /** @param depth how many tunnels lie around it */
    static Decoded decode(byte[] data, int originalLength, boolean checksumPending, int depth) {
        var decoder = new PacketDecoder(new Capture(data, originalLength, checksumPending), depth);
        try {
            decoder.headers(decoder.chain());
            decoder.firstFragment();
            decoder.payload();
        } catch (RuntimeException | StackOverflowError unforeseen) {
            // Bytes come from strangers: a fault in a decoder must cost its own layer only.
            LOG.debug("a packet of {} bytes has a fault in its decoding", data.length, unforeseen);
            decoder.data("cannot be decoded");
        }
        return new Decoded(decoder.layers, decoder.summary.isEmpty() ? decoder.fallback() : decoder.summary);
    }

    private void headers(Iterable<Packet> chain) {
        for (var packet : chain) {
            if (packet.getHeader() == null || layers.size() >= MOST_LAYERS) {
                return;
            }
            var layer = layer(packet);
            if (layer == null || at + layer.length() > capture.data().length) {
                return;
            }
            layers.add(layer);
            last = packet;
            bound(packet);
            at += layer.length();
        }
    }

    private Iterable<Packet> chain() {
        try {
            return EthernetPacket.newPacket(capture.data(), 0, capture.data().length);
        } catch (IllegalRawDataException | RuntimeException | StackOverflowError malformed) {
            return List.of();
        }
    }

    /** pcap4j leaves every fragment alone, but the first one has the transport's header. */
    private void firstFragment() {
        var protocol = switch (last) {
            case IpV4Packet four
            when four.getHeader().getMoreFragmentFlag() && four.getHeader().getFragmentOffset() == 0 ->
                four.getHeader().getProtocol();
            case IpV6ExtFragmentPacket six
            when six.getHeader().getFragmentOffset() == 0 -> six.getHeader().getNextHeader();
            case null, default -> null;
        };
        if (protocol != null && at < end) {
            headers(PacketFactories.getFactory(Packet.class, IpNumber.class)
                    .newInstance(capture.data(), at, end - at, protocol));
        }
    }

    private @Nullable Layer layer(Packet packet) {
        if (packet instanceof TcpPacket tcp) {
            summary = TransportLayers.summary(tcp, end - at);
            return TransportLayers.tcp(tcp, capture, network, at);
        }
        if (packet instanceof UdpPacket udp) {
            summary = TransportLayers.summary(udp);
            return TransportLayers.udp(udp, capture, network, at);
        }
        var layer = LinkLayers.of(packet, at);
        if (layer == null) {
            layer = NetworkLayers.of(packet, capture, at);
        }
        if (layer == null) {
            layer = ControlLayers.of(packet, at);
        }
        if (layer != null && !layer.summary().isEmpty()) {
            summary = layer.name() + " " + layer.summary();
        }
        return layer;
    }

    /** An Ethernet frame is padded to 60 bytes: where the network header says the packet ends, it does. */
    private void bound(Packet packet) {
        if (packet instanceof IpPacket ip) {
            network = ip;
            boolean four = ip instanceof IpV4Packet;
            int said = Bytes.u16(capture.data(), at + (four ? 2 : 4));
            if (said != 0) { // a super-packet of more than 64 KiB says 0
                long stop = (long) at + said + (four ? 0 : NetworkLayers.IPV6_HEADER);
                end = Math.clamp(stop, at + ip.getHeader().length(), end);
            }
        }
    }

    private void payload() {
        if (at >= end) {
            return;
        }
        var name = layers.isEmpty() ? "" : layers.getLast().name();
        var transport = layers.isEmpty() ? null : Ports.of(name, capture.data(), layers.getLast());
        var tunnel = depth < DEEPEST ? tunnel(transport) : Optional.<Decoded>empty();
        if (tunnel.isPresent()) {
            layers.addAll(tunnel.get().layers());
            summary = tunnel.get().summary();
            at = end;
            return;
        }
        var application = transport == null ? null : Applications.of(capture.data(), at, end, transport);
        if (application == null) {
            data(layers.isEmpty() ? "no Ethernet frame" : "");
            return;
        }
        layers.add(application.layer());
        summary = application.summary();
        at = end;
    }

    private Optional<Decoded> tunnel(@Nullable Ports transport) {
        if (transport != null) {
            return Tunnels.vxlan(capture, at, end, transport, depth);
        }
        return last instanceof IpPacket outer ? Tunnels.gre(capture, at, end, outer, depth) : Optional.empty();
    }

    private void data(String why) {
        int length = Math.max(0, end - at);
        var text = why.isEmpty() ? Text.bytes(length) : Text.bytes(length) + ", " + why;
        layers.add(new Fields(at).add("Bytes", text, 0, length).layer("Data", text, length));
    }

    private String fallback() {
        return Text.bytes(capture.data().length);
    }
}
