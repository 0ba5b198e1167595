package dev.damson.policy.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workload's interface.
 *
 * @param edge the host it is attached to; absent while it is placed nowhere
 * @param mac absent only where the source knows none (imports)
 * @param addresses the port's own; no other port of the domain has them
 * @param virtualAddresses addresses that several ports of the domain may declare
 * @param vlans 802.1Q tags that the port may send, 1 to 4094
 */
public record WorkloadPort(
        String name,
        Optional<String> edge,
        Optional<MacAddress> mac,
        List<IpAddress> addresses,
        List<IpAddress> virtualAddresses,
        List<Integer> vlans) {
    public WorkloadPort {
        addresses = List.copyOf(addresses);
        virtualAddresses = List.copyOf(virtualAddresses);
        vlans = List.copyOf(vlans);
    }

    /**
     * Everything that is this port's address: declared, virtual, and the link-local address formed from its MAC (the
     * port may send from it without a declaration, so policy must know whose it is).
     */
    public List<IpAddress> allAddresses() {
        var all = new ArrayList<>(addresses);
        all.addAll(virtualAddresses);
        mac.map(MacAddress::linkLocal).filter(own -> !all.contains(own)).ifPresent(all::add);
        return List.copyOf(all);
    }
}
