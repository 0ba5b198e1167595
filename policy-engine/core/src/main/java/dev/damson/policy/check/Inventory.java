package dev.damson.policy.check;

/** Whether the workloads at hand are all that the domain has. */
public enum Inventory {
    /** Straight from the topology: a workload that is not there does not exist. */
    COMPLETE,
    /** From files: others may exist, so a missing one is a warning. */
    PARTIAL
}
