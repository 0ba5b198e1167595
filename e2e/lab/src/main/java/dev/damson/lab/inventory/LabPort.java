package dev.damson.lab.inventory;

import java.net.InetAddress;
import java.util.List;

/** One interface of a workload, on the host of an edge; without addresses it is a side of a bridged appliance. */
public record LabPort(String name, String edge, String mac, List<InetAddress> addresses) {
    public LabPort {
        addresses = List.copyOf(addresses);
    }
}
