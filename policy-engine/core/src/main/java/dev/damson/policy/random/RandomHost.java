package dev.damson.policy.random;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.replay.SimulatedPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** All ports of a domain's workloads on one host. An address that two ports share is the first one's here. */
public final class RandomHost {
    private static final long MADE_UP_MAC = 0x0600_0000_0000L;

    private RandomHost() {}

    public static List<SimulatedPort> ports(DomainSnapshot snapshot) {
        var ports = new ArrayList<SimulatedPort>();
        var taken = new HashSet<IpAddress>();
        for (var workload : snapshot.policies().workloads()) {
            for (var port : workload.ports()) {
                var addresses = port.allAddresses().stream().filter(taken::add).toList();
                ports.add(SimulatedPort.workload(
                        ports.size(),
                        workload.name(),
                        port.mac().orElse(new MacAddress(MADE_UP_MAC | ports.size())),
                        addresses));
            }
        }
        return ports;
    }

    /** The profile of each port: that of all its addresses, or 0 if they have several or none. */
    public static List<Integer> profiles(DomainPlan plan, List<SimulatedPort> ports) {
        return ports.stream().map(port -> profile(plan, port)).toList();
    }

    private static int profile(DomainPlan plan, SimulatedPort port) {
        var profiles = port.addresses().stream()
                .map(address -> plan.profileOfIdentity().get(identity(plan, address)))
                .filter(number -> number != 0)
                .distinct()
                .toList();
        return profiles.size() == 1 ? profiles.getFirst() : 0;
    }

    private static int identity(DomainPlan plan, IpAddress address) {
        return plan.addresses().stream()
                .filter(entry -> entry.prefix().family() == address.family()
                        && entry.prefix().first().compareTo(address) <= 0
                        && entry.prefix().last().compareTo(address) >= 0)
                .reduce((a, b) -> a.prefix().prefix() >= b.prefix().prefix() ? a : b)
                .map(PlannedAddress::identity)
                .orElse(0);
    }
}
