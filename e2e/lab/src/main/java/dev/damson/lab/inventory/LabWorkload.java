package dev.damson.lab.inventory;

import java.net.InetAddress;
import java.util.List;

/** A workload of one tenant's domain; {@code role} is the label of that name, or empty. */
public record LabWorkload(String tenant, String domain, String name, String role, List<LabPort> ports) {
    /** Linux keeps 16 bytes for an interface name, the last one a zero (IFNAMSIZ in linux/if.h). */
    private static final int LONGEST_INTERFACE_NAME = 15;

    /** @throws IllegalArgumentException if Linux could not name an interface of the workload */
    public LabWorkload {
        ports = List.copyOf(ports);
        for (var port : ports) {
            var needed = hostInterface(tenant, name, ports, port);
            if (needed.length() > LONGEST_INTERFACE_NAME) {
                throw new IllegalArgumentException("the interface name \"" + needed + "\" is longer than "
                        + LONGEST_INTERFACE_NAME + " characters: shorten the tenant's or the workload's name");
            }
        }
    }

    /** The same workload on the host of another edge. */
    public LabWorkload on(String edge) {
        return new LabWorkload(
                tenant,
                domain,
                name,
                role,
                ports.stream()
                        .map(port -> new LabPort(port.name(), edge, port.mac(), port.addresses()))
                        .toList());
    }

    /** A bridged appliance has two ports and no address: frames only pass through it. */
    public boolean isAppliance() {
        return ports.size() == 2 && addresses().isEmpty();
    }

    public List<InetAddress> addresses() {
        return ports.stream().flatMap(port -> port.addresses().stream()).toList();
    }

    /** The name of the port's interface on the host: an only port is named by its workload. */
    public String hostInterface(LabPort port) {
        return hostInterface(tenant, name, ports, port);
    }

    /** The interface alias by which an edge finds the port. */
    public String alias(LabPort port) {
        return "damson:" + tenant + "/" + domain + "/" + name + "/" + port.name();
    }

    private static String hostInterface(String tenant, String name, List<LabPort> ports, LabPort port) {
        return tenant + "-" + (ports.size() == 1 ? name : port.name());
    }
}
