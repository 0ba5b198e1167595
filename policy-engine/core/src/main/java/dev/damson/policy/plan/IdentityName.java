package dev.damson.policy.plan;

import java.util.List;

/** @param prefix describes outside addresses; empty where the identity stands for workloads */
public record IdentityName(List<String> groups, List<String> workloads, String prefix) {
    public IdentityName {
        groups = List.copyOf(groups);
        workloads = List.copyOf(workloads);
    }
}
