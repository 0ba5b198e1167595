package dev.damson.topology.inventory;

import java.util.List;
import java.util.Map;

/**
 * A workload of one domain.
 *
 * @param type {@code vm}, {@code container} or {@code baremetal}
 * @param labels by key; text of tenants, shown inert
 */
public record WorkloadRecord(String name, String type, Map<String, String> labels, List<PortRecord> ports) {
    public WorkloadRecord {
        labels = Map.copyOf(labels);
        ports = List.copyOf(ports);
    }
}
