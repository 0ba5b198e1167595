package dev.damson.policy.replay;

import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The flows of a capture, each from whoever began it. Answers, ICMP errors and neighbour discovery are no flows. */
public final class CapturedFlows {
    private static final int ETHERNET = 1;
    private static final int RAW_IP = 101;
    private static final int LINUX_COOKED = 113;
    private static final int LINUX_COOKED_2 = 276;
    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88a8;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final List<Integer> ICMP_ANSWERS = List.of(0, 3, 4, 5, 11, 12, 14, 16, 18);
    private static final int MOST_EXTENSIONS = 8;

    /**
     * @param packets of both directions
     */
    public record CapturedFlow(IpAddress source, IpAddress destination, FlowService service, int packets) {}

    private record Key(IpAddress source, IpAddress destination, int protocol, int sourcePort, int number) {
        Key reverse() {
            return new Key(destination, source, protocol, number, sourcePort);
        }
    }

    private final Map<Key, Integer> packets = new LinkedHashMap<>();
    private final Map<Key, FlowService> services = new LinkedHashMap<>();

    private CapturedFlows() {}

    /**
     * In the order of their first packets; flows that differ in the source port alone are one.
     *
     * @throws IllegalArgumentException with what is wrong, if the bytes are no capture
     */
    public static List<CapturedFlow> of(byte[] file) {
        var flows = new CapturedFlows();
        CaptureFile.frames(file).forEach(flows::frame);
        var merged = new LinkedHashMap<CapturedFlow, Integer>();
        flows.packets.forEach((key, count) -> {
            FlowService service = flows.services.get(key);
            if (service != null) {
                merged.merge(new CapturedFlow(key.source(), key.destination(), service, 0), count, Integer::sum);
            }
        });
        return merged.entrySet().stream()
                .map(entry -> new CapturedFlow(
                        entry.getKey().source(),
                        entry.getKey().destination(),
                        entry.getKey().service(),
                        entry.getValue()))
                .toList();
    }

    private void frame(CaptureFile.Frame frame) {
        var bytes = frame.bytes().order(ByteOrder.BIG_ENDIAN);
        int at = switch (frame.linkType()) {
            case ETHERNET -> ethernet(bytes);
            case RAW_IP -> 0;
            case LINUX_COOKED -> 16;
            case LINUX_COOKED_2 -> 20;
            default -> -1;
        };
        if (at < 0 || at + 20 > bytes.limit()) {
            return;
        }
        switch (bytes.get(at) >> 4 & 0xf) {
            case 4 -> ipv4(bytes, at);
            case 6 -> ipv6(bytes, at);
            default -> {}
        }
    }

    private static int ethernet(ByteBuffer bytes) {
        int at = 12;
        while (at + 2 <= bytes.limit()) {
            int type = bytes.getShort(at) & 0xffff;
            if (type != VLAN && type != SERVICE_VLAN) {
                return type == 0x0800 || type == 0x86dd ? at + 2 : -1;
            }
            at += 4;
        }
        return -1;
    }

    private void ipv4(ByteBuffer bytes, int at) {
        boolean later = (bytes.getShort(at + 6) & 0x1fff) != 0;
        if (!later) {
            int header = (bytes.get(at) & 0xf) * 4;
            packet(
                    bytes,
                    at + header,
                    IpAddress.v4(bytes.getInt(at + 12)),
                    IpAddress.v4(bytes.getInt(at + 16)),
                    bytes.get(at + 9) & 0xff);
        }
    }

    private void ipv6(ByteBuffer bytes, int at) {
        if (at + 40 > bytes.limit()) {
            return;
        }
        var source = IpAddress.v6(bytes.getLong(at + 8), bytes.getLong(at + 16));
        var destination = IpAddress.v6(bytes.getLong(at + 24), bytes.getLong(at + 32));
        int protocol = bytes.get(at + 6) & 0xff;
        int next = at + 40;
        for (int i = 0; i < MOST_EXTENSIONS && next + 8 <= bytes.limit(); i++) {
            boolean fragment = protocol == 44;
            if (!fragment && protocol != 0 && protocol != 43 && protocol != 60) {
                break;
            }
            if (fragment && (bytes.getShort(next + 2) & 0xfff8) != 0) {
                return;
            }
            protocol = bytes.get(next) & 0xff;
            next += fragment ? 8 : ((bytes.get(next + 1) & 0xff) + 1) * 8;
        }
        packet(bytes, next, source, destination, protocol);
    }

    private void packet(ByteBuffer bytes, int at, IpAddress source, IpAddress destination, int protocol) {
        var transport = Stream.of(Transport.values())
                .filter(each -> each.number() == protocol)
                .findFirst();
        boolean icmp = protocol == (source.family() == IpFamily.IPV4 ? 1 : 58);
        if ((transport.isPresent() || icmp) && at + 4 > bytes.limit()) {
            return;
        }
        if (transport.isPresent()) {
            int from = bytes.getShort(at) & 0xffff;
            int to = bytes.getShort(at + 2) & 0xffff;
            boolean answer =
                    protocol == 6 && at + 14 <= bytes.limit() && (bytes.get(at + 13) & (SYN | ACK)) == (SYN | ACK);
            var key = new Key(source, destination, protocol, from, to);
            add(answer ? key.reverse() : key, port -> new FlowService.ToPort(transport.get(), port));
        } else if (icmp) {
            int type = bytes.get(at) & 0xff;
            int code = bytes.get(at + 1) & 0xff;
            if (!isAnswer(source.family(), type)) {
                add(
                        new Key(source, destination, protocol, -1, type << 8 | code),
                        number -> new FlowService.Icmp(source.family(), type, code));
            }
        } else {
            add(new Key(source, destination, protocol, -1, -1), number -> new FlowService.Other(protocol));
        }
    }

    /** Errors and answers follow what they answer; neighbour discovery and listeners' reports are not policy. */
    private static boolean isAnswer(IpFamily family, int type) {
        return family == IpFamily.IPV4
                ? ICMP_ANSWERS.contains(type)
                : type < 128 || type == 129 || type >= 130 && type <= 137 || type == 143;
    }

    private interface ByNumber {
        FlowService service(int number);
    }

    private void add(Key key, ByNumber services) {
        var known = Optional.of(key)
                .filter(packets::containsKey)
                .or(() -> Optional.of(key.reverse()).filter(packets::containsKey))
                .orElse(key);
        packets.merge(known, 1, Integer::sum);
        this.services.putIfAbsent(known, services.service(known.number()));
    }
}
