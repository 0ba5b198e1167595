package dev.damson.policy.model;

import java.util.List;

/** An appliance that others make, and its running copies. */
public record ServiceFunction(
        Metadata metadata,
        FunctionType type,
        InsertionMode mode,
        Forwarding forwarding,
        List<FunctionInstance> instances)
        implements PolicyObject {
    public ServiceFunction {
        instances = List.copyOf(instances);
    }
}
