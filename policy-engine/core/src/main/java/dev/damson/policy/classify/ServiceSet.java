package dev.damson.policy.classify;

import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A list of services, taken apart.
 *
 * @param everything any packet
 * @param protocols whole protocols, in either family
 * @param ranges of destination ports, or of ICMP type &lt;&lt; 8 | code in the protocol's own family
 * @param names named ports
 */
record ServiceSet(boolean everything, IntSet protocols, List<Range> ranges, List<PortLabel> names) {
    static final int ICMP = Service.IcmpService.ICMP;
    static final int ICMPV6 = Service.IcmpService.ICMPV6;
    static final int LAST = PortSpec.PortRange.LAST;

    /** From first to last, both included. */
    record Range(int protocol, int first, int last) {}

    /** A named port of a protocol. */
    record PortLabel(int protocol, String name) {}

    static ServiceSet of(List<Service> services) {
        boolean everything = false;
        var protocols = new TreeSet<Integer>();
        var ranges = new ArrayList<Range>();
        var names = new ArrayList<PortLabel>();
        for (var service : services) {
            switch (service) {
                case Service.AnyService any -> everything = true;
                case Service.ProtocolService(int number) -> protocols.add(number);
                case Service.IcmpService icmp -> ranges.add(range(icmp));
                case Service.PortService(var transport, PortSpec.PortRange(int first, int last)) ->
                    ranges.add(new Range(transport.number(), first, last));
                case Service.PortService(var transport, PortSpec.PortName(String name)) ->
                    names.add(new PortLabel(transport.number(), name));
            }
        }
        return new ServiceSet(
                everything,
                IntSet.of(protocols),
                ranges.stream().distinct().toList(),
                names.stream().distinct().toList());
    }

    private static Range range(Service.IcmpService icmp) {
        if (icmp.type().isEmpty()) {
            return new Range(icmp.number(), 0, LAST);
        }
        int first = icmp.type().getAsInt() << 8 | icmp.code().orElse(0);
        return new Range(icmp.number(), first, icmp.code().isPresent() ? first : first | 0xff);
    }

    /**
     * Whether a packet of ICMP in the wrong family, which has service 0, must be told from one of type 0 and code 0 in
     * the right one.
     */
    boolean tellsFamiliesApart() {
        return ranges.stream().anyMatch(range -> isIcmp(range.protocol()) && range.first() == 0);
    }

    static boolean isIcmp(int protocol) {
        return protocol == ICMP || protocol == ICMPV6;
    }

    /** Whether packets of a protocol in this family (0: either) have ports, or an ICMP type and code. */
    static boolean runsIn(int protocol, int family) {
        return !isIcmp(protocol) || family == 0 || (family == 4) == (protocol == ICMP);
    }
}
