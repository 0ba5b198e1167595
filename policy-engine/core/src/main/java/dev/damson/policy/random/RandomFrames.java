package dev.damson.policy.random;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.replay.SimulatedPort;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Frames as ports of one host send them: openings, replies, segments in mid-stream, fragments in every order, chains of
 * extension headers, ICMP errors that quote, ARP, and all of them cut short or with a byte changed.
 */
public final class RandomFrames {
    /** The Ethernet and the IPv6 header: the kernel refuses to run a program on less. */
    private static final int LEAST_BYTES = 54;

    private static final List<Integer> EXTENSIONS = List.of(0, 43, 60, 51, 135, 139, 140);

    private final Dice dice;
    private final RandomPackets packets;
    private final List<SimulatedPort> ports;
    private final Map<IpAddress, SimulatedPort> owners = new HashMap<>();
    private final List<Talk> talks = new ArrayList<>();
    /** Source ports of the talks of which something was sent. */
    private final Set<Integer> spoken = new HashSet<>();

    private int sourcePort = 20_000;

    /**
     * A frame, and what it asks for.
     *
     * @param port slot of the port that sends it
     * @param opens the flow that it is the first packet of, where it is a plain one
     */
    public record Sent(int port, byte[] frame, Optional<Flow> opens) {}

    /** A flow that was begun, by its first packet. */
    private record Talk(SimulatedPort from, SimulatedPort to, Flow flow, int sourcePort) {}

    public RandomFrames(DomainSnapshot snapshot, List<SimulatedPort> ports, long seed) {
        this.dice = new Dice(seed ^ 0x5eed);
        this.packets = new RandomPackets(snapshot, seed);
        this.ports = ports;
        ports.forEach(port -> port.addresses().forEach(address -> owners.put(address, port)));
    }

    /** Whether two ports can speak with each other. */
    public boolean any() {
        return owners.size() > 1 && ports.size() > 1;
    }

    public Sent next() {
        var talk = talks.isEmpty() || dice.percent(45) ? opening() : dice.one(talks);
        boolean first = spoken.add(talk.sourcePort());
        int kind = dice.below(100);
        if (first && kind < 70) {
            return new Sent(
                    talk.from().slot(), forward(talk, transport(talk, false, Frames.SYN)), Optional.of(talk.flow()));
        }
        var frame = switch (kind % 10) {
            case 0, 1, 2 -> backward(talk, transport(talk, true, flags()));
            case 3, 4 -> forward(talk, transport(talk, false, flags()));
            case 5, 6 -> fragment(talk);
            case 7 -> extended(talk);
            case 8 -> error(talk);
            default -> question(talk);
        };
        return new Sent(sender(frame, talk).slot(), dice.percent(10) ? damaged(frame) : frame, Optional.empty());
    }

    private static SimulatedPort sender(byte[] frame, Talk talk) {
        return Arrays.equals(Arrays.copyOfRange(frame, 6, 12), talk.from().mac().toBytes()) ? talk.from() : talk.to();
    }

    /** A flow of an address that has a port; one without a port at its other end goes to some port's MAC. */
    private Talk opening() {
        while (true) {
            var flow = packets.next();
            var from = owners.get(flow.source());
            if (from != null) {
                var to = owners.getOrDefault(flow.destination(), dice.one(ports));
                var talk = new Talk(from, to, flow, sourcePort++);
                talks.add(talk);
                return talk;
            }
        }
    }

    private int flags() {
        return dice.one(List.of(
                Frames.SYN | Frames.ACK, Frames.ACK, Frames.ACK, Frames.FIN | Frames.ACK, Frames.RST, Frames.SYN, 0));
    }

    private byte[] forward(Talk talk, byte[] payload) {
        return frame(
                talk.to().mac(),
                talk.from().mac(),
                talk.flow().source(),
                talk.flow().destination(),
                talk,
                payload);
    }

    private byte[] backward(Talk talk, byte[] payload) {
        return frame(
                talk.from().mac(),
                talk.to().mac(),
                talk.flow().destination(),
                talk.flow().source(),
                talk,
                payload);
    }

    private static byte[] frame(
            MacAddress to, MacAddress from, IpAddress source, IpAddress destination, Talk talk, byte[] payload) {
        return Frames.ethernet(
                to,
                from,
                source.isIpv4() ? 0x0800 : 0x86dd,
                Frames.ip(source, destination, talk.flow().service().protocol(), payload));
    }

    private byte[] transport(Talk talk, boolean reply, int flags) {
        return switch (talk.flow().service()) {
            case FlowService.ToPort(var transport, int port) -> {
                int source = reply ? port : talk.sourcePort();
                int destination = reply ? talk.sourcePort() : port;
                yield switch (transport) {
                    case TCP -> Frames.tcp(source, destination, flags);
                    case UDP -> Frames.udp(source, destination, new byte[dice.below(64)]);
                    case SCTP ->
                        ByteBuffer.allocate(16)
                                .putShort((short) source)
                                .putShort((short) destination)
                                .array();
                };
            }
            case FlowService.Icmp(var family, int type, int code) -> {
                int answer = type == 8 ? 0 : type == 128 ? 129 : type;
                yield Frames.icmp(reply ? answer : type, code, talk.sourcePort());
            }
            case FlowService.Other other -> new byte[dice.below(32)];
        };
    }

    /** A part of a datagram, first, middle or last, which may overlap others, or lack what a first one must have. */
    private byte[] fragment(Talk talk) {
        boolean back = dice.percent(30);
        var whole = Arrays.copyOf(transport(talk, back, dice.percent(50) ? Frames.SYN : Frames.ACK), 64);
        int offset = 8 * dice.below(8);
        int length = Math.min(whole.length - offset, 8 * dice.between(1, 6) + (dice.percent(10) ? 3 : 0));
        var flow = talk.flow();
        var packet = Frames.fragment(
                back ? flow.destination() : flow.source(),
                back ? flow.source() : flow.destination(),
                flow.service().protocol(),
                dice.below(3),
                offset,
                dice.percent(70),
                Arrays.copyOfRange(whole, offset, offset + length));
        return Frames.ethernet(
                back ? talk.from().mac() : talk.to().mac(),
                back ? talk.to().mac() : talk.from().mac(),
                flow.source().isIpv4() ? 0x0800 : 0x86dd,
                packet);
    }

    /** IPv6: up to nine extension headers before the transport header; IPv4: the packet alone. */
    private byte[] extended(Talk talk) {
        var payload = transport(talk, false, Frames.SYN);
        if (talk.flow().source().isIpv4()) {
            return forward(talk, payload);
        }
        int next = talk.flow().service().protocol();
        for (int left = dice.below(10); left > 0; left--) {
            int type = dice.one(EXTENSIONS);
            int units = dice.percent(80) ? 0 : dice.below(6);
            int bytes = type == 51 ? 4 * (units + 2) : 8 * (units + 1);
            payload = ByteBuffer.allocate(bytes + payload.length)
                    .put((byte) next)
                    .put((byte) units)
                    .put(new byte[bytes - 2])
                    .put(payload)
                    .array();
            next = type;
        }
        var flow = talk.flow();
        return Frames.ethernet(
                talk.to().mac(),
                talk.from().mac(),
                0x86dd,
                Frames.ip(flow.source(), flow.destination(), next, payload));
    }

    /** The target says that something was wrong with the flow's packet, which it quotes. */
    private byte[] error(Talk talk) {
        var flow = talk.flow();
        boolean four = flow.source().isIpv4();
        var quoted = Frames.ip(
                flow.source(), flow.destination(), flow.service().protocol(), transport(talk, false, Frames.SYN));
        int length = dice.percent(80) ? Math.min(quoted.length, four ? 28 : 48) : dice.below(quoted.length);
        var message = ByteBuffer.allocate(8 + length)
                .put((byte) (four ? 3 : 1))
                .put((byte) dice.below(5))
                .position(8)
                .put(quoted, 0, length)
                .array();
        return Frames.ethernet(
                talk.from().mac(),
                talk.to().mac(),
                four ? 0x0800 : 0x86dd,
                Frames.ip(flow.destination(), flow.source(), four ? 1 : 58, message));
    }

    /** ARP for the flow's destination; IPv6: the packet in mid-stream. */
    private byte[] question(Talk talk) {
        var flow = talk.flow();
        return flow.source().isIpv4()
                ? Frames.ethernet(
                        MacAddress.parse("ff:ff:ff:ff:ff:ff"),
                        talk.from().mac(),
                        0x0806,
                        Frames.arp(1, talk.from().mac(), flow.source(), flow.destination()))
                : forward(talk, transport(talk, false, Frames.ACK));
    }

    private byte[] damaged(byte[] frame) {
        if (dice.percent(50)) {
            return Arrays.copyOf(frame, dice.between(Math.min(LEAST_BYTES, frame.length), frame.length));
        }
        var changed = frame.clone();
        changed[dice.below(frame.length)] ^= (byte) (1 << dice.below(8));
        return changed;
    }
}
