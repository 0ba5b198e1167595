package dev.damson.policy.replay;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.wire.layout.PortRecord;
import java.util.List;

/**
 * @param slot the port's place on the host; its interface's index is this + 1
 * @param instance slot of a service port's instance, else 0
 */
public record SimulatedPort(
        int slot, String name, PortRecord.Kind kind, MacAddress mac, List<IpAddress> addresses, int instance) {
    public SimulatedPort {
        addresses = List.copyOf(addresses);
    }

    public static SimulatedPort workload(int slot, String name, MacAddress mac, List<IpAddress> addresses) {
        return new SimulatedPort(slot, name, PortRecord.Kind.WORKLOAD, mac, addresses, 0);
    }

    int ifindex() {
        return slot + 1;
    }
}
