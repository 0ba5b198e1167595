package dev.damson.policy.plan;

import java.util.List;

/** A service function of a chain, with its instances; ports as {@code workload/port}. */
public record PlannedFunction(String name, boolean routed, List<Instance> instances) {
    public PlannedFunction {
        instances = List.copyOf(instances);
    }

    public record Instance(String name, String insidePort, String outsidePort) {}
}
