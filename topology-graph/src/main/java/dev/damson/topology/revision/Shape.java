package dev.damson.topology.revision;

import dev.damson.topology.inventory.WorkloadRecord;
import java.util.List;
import java.util.Set;

/**
 * What a commit makes of the drawn part of the graph: which workloads are new or changed, which are gone, and what the
 * groups, functions and chains are now (all of them).
 */
public record Shape(
        List<WorkloadRecord> changed,
        Set<String> removed,
        List<GroupRecord> groups,
        List<FunctionRecord> functions,
        List<ChainRecord> chains) {
    public static final Shape EMPTY = new Shape(List.of(), Set.of(), List.of(), List.of(), List.of());

    public Shape {
        changed = List.copyOf(changed);
        removed = Set.copyOf(removed);
        groups = List.copyOf(groups);
        functions = List.copyOf(functions);
        chains = List.copyOf(chains);
    }
}
