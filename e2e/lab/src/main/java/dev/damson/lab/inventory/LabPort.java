package dev.damson.lab.inventory;

import java.net.InetAddress;
import java.util.List;

/** One interface of a workload; without addresses it is a side of a bridged appliance. */
public record LabPort(String name, String mac, List<InetAddress> addresses) {
    public LabPort {
        addresses = List.copyOf(addresses);
    }
}
