package dev.damson.topology.inventory;

import java.util.List;

/**
 * An interface of a workload.
 *
 * @param name unique in its workload
 * @param edge the host that it is on
 * @param mac lower case, colons
 * @param addresses IPv4 and IPv6 addresses in their canonical text; empty for the sides of an appliance
 */
public record PortRecord(String name, PortKind kind, String edge, String mac, List<String> addresses) {
    public PortRecord {
        addresses = List.copyOf(addresses);
    }
}
