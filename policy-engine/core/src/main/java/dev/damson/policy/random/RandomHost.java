package dev.damson.policy.random;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.plan.DomainPlan;
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
        return ports.stream().map(port -> plan.profile(port.addresses())).toList();
    }
}
