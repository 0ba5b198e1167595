package dev.damson.policy.plan;

import java.util.List;

/** @param functions indexes into the plan's functions, in the order in which an originator's packets meet them */
public record PlannedChain(String name, List<Integer> functions, boolean failOpen) {
    public PlannedChain {
        functions = List.copyOf(functions);
    }
}
