package dev.damson.tap.decode;

import dev.damson.tap.app.Bytes;
import dev.damson.tap.app.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pcap4j.packet.IpPacket;

/** Packets within packets: VXLAN (RFC 7348) and GRE (RFC 2784, 2890) with what they carry. */
final class Tunnels {
    private static final int VXLAN_PORT = 4789;
    private static final int VXLAN_HEADER = 8;
    private static final int VNI_PRESENT = 0x08;

    private static final int GRE = 47;
    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;
    private static final int GRE_VERSION = 0x0007;
    private static final int TRANSPARENT_ETHERNET = 0x6558;

    private static final int ETHERNET = 14;
    private static final int TYPE_AT = 12;

    private Tunnels() {}

    /** What lies behind an outer UDP header; empty if it is no VXLAN. */
    static Optional<Decoded> vxlan(Capture capture, int at, int end, Ports ports, int depth) {
        var data = capture.data();
        if (ports.tcp()
                || ports.destination() != VXLAN_PORT
                || end - at < VXLAN_HEADER + ETHERNET
                || (data[at] & VNI_PRESENT) == 0) {
            return Optional.empty();
        }
        int network = Bytes.u24(data, at + 4);
        var layer = new Fields(at)
                .add("Flags", Text.hex(Bytes.u8(data, at), 2), 0, 1)
                .add("VNI", network, 4, 3)
                .layer("VXLAN", "VNI " + network, VXLAN_HEADER);
        var inner = Arrays.copyOfRange(data, at + VXLAN_HEADER, end);
        return Optional.of(joined(layer, decoded(capture, inner, depth), at + VXLAN_HEADER, 0));
    }

    /** What lies behind an outer IP header; empty if it is no GRE, or one of an unknown kind. */
    static Optional<Decoded> gre(Capture capture, int at, int end, IpPacket outer, int depth) {
        var data = capture.data();
        if ((outer.getHeader().getProtocol().value() & 0xff) != GRE || end - at < 4) {
            return Optional.empty();
        }
        int flags = Bytes.u16(data, at);
        int type = Bytes.u16(data, at + 2);
        int length = 4
                + ((flags & GRE_CHECKSUM) != 0 ? 4 : 0)
                + ((flags & GRE_KEY) != 0 ? 4 : 0)
                + ((flags & GRE_SEQUENCE) != 0 ? 4 : 0);
        if ((flags & GRE_VERSION) != 0 || end - at < length) {
            return Optional.empty();
        }
        var fields = new Fields(at).add("Flags", Text.hex(flags, 4), 0, 2).add("Protocol", Text.hex(type, 4), 2, 2);
        if ((flags & GRE_KEY) != 0) {
            int key = (flags & GRE_CHECKSUM) != 0 ? 8 : 4;
            fields.add("Key", Bytes.u32(data, at + key), key, 4);
        }
        var layer = fields.layer("GRE", Text.hex(type, 4), length);
        if (type == TRANSPARENT_ETHERNET) {
            var inner = Arrays.copyOfRange(data, at + length, end);
            return Optional.of(joined(layer, decoded(capture, inner, depth), at + length, 0));
        }
        // As if it had come in a frame, whose header is then left out.
        var frame = new byte[ETHERNET + end - at - length];
        frame[TYPE_AT] = (byte) (type >> 8);
        frame[TYPE_AT + 1] = (byte) type;
        System.arraycopy(data, at + length, frame, ETHERNET, frame.length - ETHERNET);
        return Optional.of(joined(layer, decoded(capture, frame, depth), at + length - ETHERNET, 1));
    }

    private static Decoded decoded(Capture capture, byte[] inner, int depth) {
        int missing = Math.max(0, capture.originalLength() - capture.data().length);
        return PacketDecoder.decode(inner, inner.length + missing, capture.checksumPending(), depth + 1);
    }

    private static Decoded joined(Layer outer, Decoded inner, int shift, int leftOut) {
        var layers = new ArrayList<Layer>();
        layers.add(outer);
        inner.layers().stream()
                .skip(leftOut)
                .map(layer -> new Layer(
                        layer.name(),
                        layer.summary(),
                        layer.offset() + shift,
                        layer.length(),
                        shifted(layer.fields(), shift)))
                .forEach(layers::add);
        return new Decoded(layers, outer.name() + " " + outer.summary() + ": " + inner.summary());
    }

    private static List<DecodedField> shifted(List<DecodedField> fields, int shift) {
        return fields.stream()
                .map(field -> new DecodedField(
                        field.name(),
                        field.value(),
                        field.offset() + shift,
                        field.length(),
                        shifted(field.children(), shift)))
                .toList();
    }
}
