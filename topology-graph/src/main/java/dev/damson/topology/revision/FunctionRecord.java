package dev.damson.topology.revision;

import java.util.List;

/**
 * A service function and its running copies.
 *
 * @param type {@code firewall} or {@code sensor}
 * @param mode {@code container}, {@code virtual} or {@code physical}
 */
public record FunctionRecord(String name, String type, String mode, List<Instance> instances) {
    public FunctionRecord {
        instances = List.copyOf(instances);
    }

    /** One copy; its ports are named as in the workload of the appliance. A sensor has both sides on one port. */
    public record Instance(String name, String inside, String outside) {}
}
