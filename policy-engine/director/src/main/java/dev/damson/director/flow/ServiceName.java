package dev.damson.director.flow;

import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import java.util.Optional;
import java.util.regex.Pattern;

/** A flow's service in words. */
public final class ServiceName {
    private static final Pattern NAME = Pattern.compile("(TCP|UDP|SCTP|ICMP|ICMPv6|protocol)/(\\d{1,5})");

    /** IANA protocol numbers. */
    private static final int ICMP = 1;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int SCTP = 132;

    private ServiceName() {}

    /** {@code TCP/5432}; for ICMP the type, {@code ICMP/8}; other protocols by number, {@code protocol/47}. */
    static String of(int protocol, int port) {
        return switch (protocol) {
            case TCP -> "TCP/" + port;
            case UDP -> "UDP/" + port;
            case SCTP -> "SCTP/" + port;
            case ICMP -> "ICMP/" + (port >>> Byte.SIZE);
            case ICMPV6 -> "ICMPv6/" + (port >>> Byte.SIZE);
            default -> "protocol/" + protocol;
        };
    }

    /** The service that has this name, an ICMP message with code 0; empty if none has. */
    public static Optional<FlowService> parse(String name) {
        var parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var number = Integer.parseInt(parts.group(2));
        return Optional.of(
                switch (parts.group(1)) {
                    case "TCP" -> new FlowService.ToPort(Transport.TCP, number);
                    case "UDP" -> new FlowService.ToPort(Transport.UDP, number);
                    case "SCTP" -> new FlowService.ToPort(Transport.SCTP, number);
                    case "ICMP" -> new FlowService.Icmp(IpFamily.IPV4, number, 0);
                    case "ICMPv6" -> new FlowService.Icmp(IpFamily.IPV6, number, 0);
                    default -> new FlowService.Other(number);
                });
    }
}
