package dev.damson.policy.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Picks workloads by their labels; every entry must hold, so the empty selector picks all workloads of the domain. */
public record Selector(SortedMap<String, String> matchLabels, List<Requirement> matchExpressions) {
    public static final Selector ALL = new Selector(Collections.emptySortedMap(), List.of());

    public Selector {
        matchLabels = Collections.unmodifiableSortedMap(new TreeMap<>(matchLabels));
        matchExpressions = List.copyOf(matchExpressions);
    }

    public static Selector labels(Map<String, String> matchLabels) {
        return new Selector(new TreeMap<>(matchLabels), List.of());
    }

    public boolean isAll() {
        return matchLabels.isEmpty() && matchExpressions.isEmpty();
    }
}
