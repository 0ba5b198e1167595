package dev.damson.policy.connect;

import dev.damson.policy.connect.ConnectivityDiff.GroupRow;
import dev.damson.policy.connect.ConnectivityDiff.Row;
import dev.damson.policy.interpret.Membership;
import dev.damson.policy.model.DomainSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Pairs with the same change as few lines, with the names of groups for the workloads that are exactly theirs. */
final class Grouping {
    private record Change(Connections opens, Connections closes) {}

    private final Map<SortedSet<String>, String> groups = new HashMap<>();

    Grouping(DomainSnapshot before, DomainSnapshot after) {
        name(before);
        name(after);
    }

    private void name(DomainSnapshot snapshot) {
        var policies = snapshot.policies();
        for (var group : policies.groups()) {
            var members = new TreeSet<String>();
            policies.workloads().stream()
                    .filter(workload -> Membership.names(group, workload))
                    .map(Parties::title)
                    .forEach(members::add);
            if (!members.isEmpty() && group.cidrs().isEmpty()) {
                groups.merge(members, group.name(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
    }

    /** Sources of one destination with one change together, then destinations of equal sources. */
    List<GroupRow> group(Collection<Row> rows) {
        Map<Change, Map<String, SortedSet<String>>> sources = new LinkedHashMap<>();
        for (Row row : rows) {
            sources.computeIfAbsent(new Change(row.opens(), row.closes()), key -> new TreeMap<>())
                    .computeIfAbsent(row.dst(), key -> new TreeSet<>())
                    .add(row.src());
        }
        var grouped = new ArrayList<GroupRow>();
        sources.forEach((change, bySource) -> {
            Map<SortedSet<String>, SortedSet<String>> destinations = new LinkedHashMap<>();
            bySource.forEach((dst, srcs) ->
                    destinations.computeIfAbsent(srcs, key -> new TreeSet<>()).add(dst));
            destinations.forEach((srcs, dsts) ->
                    grouped.add(new GroupRow(named(srcs), named(dsts), change.opens(), change.closes())));
        });
        grouped.sort(Comparator.comparing((GroupRow row) -> String.join(",", row.srcs()))
                .thenComparing(row -> String.join(",", row.dsts())));
        return grouped;
    }

    private List<String> named(SortedSet<String> titles) {
        String group = groups.get(titles);
        return group == null ? List.copyOf(titles) : List.of("group " + group);
    }
}
