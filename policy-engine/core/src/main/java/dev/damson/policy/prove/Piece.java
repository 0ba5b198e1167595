package dev.damson.policy.prove;

import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Services of one protocol that follow one another and that nothing tells apart.
 *
 * @param first destination port, or ICMP type &lt;&lt; 8 | code; 0 for protocols without
 * @param service class of the services, see {@link Services}
 */
record Piece(int protocol, int first, int service) {
    static final int LAST = 65_535;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    /** The last service that packets of a family and protocol can ask for. */
    static int last(int family, int protocol) {
        boolean has = transport(protocol) != null || isIcmp(protocol) && !isIcmpOfOther(family, protocol);
        return has ? LAST : 0;
    }

    private static boolean isIcmp(int protocol) {
        return protocol == ICMP || protocol == ICMPV6;
    }

    /** ICMP in IPv6 or ICMPv6 in IPv4: a protocol like any other, without type and code. */
    static boolean isIcmpOfOther(int family, int protocol) {
        return protocol == ICMP && family == 6 || protocol == ICMPV6 && family == 4;
    }

    private static @Nullable Transport transport(int protocol) {
        for (var transport : Transport.values()) {
            if (transport.number() == protocol) {
                return transport;
            }
        }
        return null;
    }

    /** The first packet of the piece. */
    FlowService packet(int family) {
        var transport = transport(protocol);
        if (transport != null) {
            return new FlowService.ToPort(transport, first);
        }
        return isIcmp(protocol) && !isIcmpOfOther(family, protocol)
                ? new FlowService.Icmp(family == 4 ? IpFamily.IPV4 : IpFamily.IPV6, first >> 8, first & 0xff)
                : new FlowService.Other(protocol);
    }
}
