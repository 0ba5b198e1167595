package dev.damson.policy.prove;

import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import dev.damson.policy.plan.EndTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Services of one protocol that follow one another and have one class in a table.
 *
 * @param first destination port, or ICMP type &lt;&lt; 8 | code; 0 for protocols without
 */
record Run(int protocol, int first, int last, int serviceClass) {
    private static final int LAST = 65_535;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    /** Every run of a table that packets of a family can ask for. */
    static List<Run> of(EndTable table, int family) {
        var runs = new ArrayList<Run>();
        for (int protocol = 0; protocol < 256; protocol++) {
            int last = hasServices(family, protocol) ? LAST : 0;
            var classes = table.services().get(protocol);
            if (classes == null) {
                runs.add(new Run(protocol, 0, last, table.serviceOfProtocol()[protocol]));
                continue;
            }
            int first = 0;
            for (int service = 1; service <= last; service++) {
                if (classes[service] != classes[first]) {
                    runs.add(new Run(protocol, first, service - 1, classes[first]));
                    first = service;
                }
            }
            runs.add(new Run(protocol, first, last, classes[first]));
        }
        return runs;
    }

    private static boolean hasServices(int family, int protocol) {
        return transport(protocol) != null || isIcmp(protocol) && !isIcmpOfOther(family, protocol);
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

    /** Its parts when it is also cut before each of some services. */
    List<Run> cut(SortedSet<Integer> starts) {
        var parts = new ArrayList<Run>();
        int from = first;
        for (int start : starts.subSet(first + 1, last + 1)) {
            parts.add(new Run(protocol, from, start - 1, serviceClass));
            from = start;
        }
        parts.add(new Run(protocol, from, last, serviceClass));
        return parts;
    }

    /** The first packet of the run. */
    FlowService service(int family) {
        var transport = transport(protocol);
        if (transport != null) {
            return new FlowService.ToPort(transport, first);
        }
        return isIcmp(protocol) && !isIcmpOfOther(family, protocol)
                ? new FlowService.Icmp(family == 4 ? IpFamily.IPV4 : IpFamily.IPV6, first >> 8, first & 0xff)
                : new FlowService.Other(protocol);
    }
}
