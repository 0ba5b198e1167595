package dev.damson.policy.bundle;

import dev.damson.policy.model.DomainSnapshot;
import java.util.List;

/**
 * @param snapshot with all expiries resolved to points in time
 * @param sequence of the manifest in its domain
 * @param edges the edges that host a port of the domain
 * @param unixNanos when it is committed
 */
public record CompileInput(DomainSnapshot snapshot, long sequence, List<String> edges, long unixNanos) {
    public CompileInput {
        edges = edges.stream().sorted().distinct().toList();
    }
}
