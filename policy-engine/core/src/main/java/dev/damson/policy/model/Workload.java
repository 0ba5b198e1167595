package dev.damson.policy.model;

import java.util.List;

/** A VM, container or bare-metal machine; its labels stand in the metadata. */
public record Workload(
        Metadata metadata, WorkloadType type, List<NamedPort> namedPorts, List<WorkloadPort> ports, StateSpec state)
        implements PolicyObject {
    public Workload {
        namedPorts = List.copyOf(namedPorts);
        ports = List.copyOf(ports);
    }

    public Labels labels() {
        return metadata.labels();
    }

    /** The addresses of all ports, see {@link WorkloadPort#allAddresses}. */
    public List<IpAddress> allAddresses() {
        return ports.stream()
                .flatMap(port -> port.allAddresses().stream())
                .distinct()
                .toList();
    }
}
