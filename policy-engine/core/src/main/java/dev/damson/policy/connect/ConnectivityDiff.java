package dev.damson.policy.connect;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change of policies opens and closes.
 *
 * @param rows by source and destination; pairs for which nothing changes are left out
 * @param groups the same as few lines between groups
 */
public record ConnectivityDiff(List<Row> rows, List<GroupRow> groups) {
    /**
     * One pair.
     *
     * @param src as in {@link Connectivity.Row}; ranges are as large as both sides of the change allow
     */
    public record Row(String src, String dst, Connections before, Connections after) {
        public Connections opens() {
            return after.without(before);
        }

        public Connections closes() {
            return before.without(after);
        }
    }

    /** Several pairs with one change: each of {@code srcs} to each of {@code dsts}, named by group where one fits. */
    public record GroupRow(List<String> srcs, List<String> dsts, Connections opens, Connections closes) {
        public GroupRow {
            srcs = List.copyOf(srcs);
            dsts = List.copyOf(dsts);
        }
    }

    public ConnectivityDiff {
        rows = List.copyOf(rows);
        groups = List.copyOf(groups);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * @param before the domain as it is
     * @param after the same domain with other policies, workloads or labels
     * @throws dev.damson.policy.classify.PlanLimitExceeded if either is larger than a table may be
     */
    public static ConnectivityDiff between(DomainSnapshot before, DomainSnapshot after, ConnectivityOptions options) {
        return new Comparing(new Reachability(before, options), new Reachability(after, options)).diff(before, after);
    }

    private static final class Comparing {
        private final Reachability before;
        private final Reachability after;
        private final SortedMap<String, Workload> workloads = new TreeMap<>();
        private final SortedMap<String, SortedMap<String, Row>> rows = new TreeMap<>();

        Comparing(Reachability before, Reachability after) {
            this.before = before;
            this.after = after;
            workloads.putAll(before.workloads());
            workloads.putAll(after.workloads());
        }

        ConnectivityDiff diff(DomainSnapshot from, DomainSnapshot to) {
            workloads.forEach((source, sourceWorkload) -> {
                String src = Parties.title(sourceWorkload);
                workloads.forEach((destination, destinationWorkload) -> {
                    String dst = Parties.title(destinationWorkload);
                    if (!src.equals(dst)) {
                        add(new Row(src, dst, before.between(source, destination), after.between(source, destination)));
                    }
                });
            });
            var families = EnumSet.noneOf(IpFamily.class);
            families.addAll(before.outside().keySet());
            families.addAll(after.outside().keySet());
            families.forEach(this::outside);
            var all =
                    rows.values().stream().flatMap(row -> row.values().stream()).toList();
            return new ConnectivityDiff(all, new Grouping(from, to).group(all));
        }

        private record Both(Connections before, Connections after) {}

        private void outside(IpFamily family) {
            var borders = new TreeSet<IpAddress>();
            for (var side : List.of(before, after)) {
                var stretches = side.outside().get(family);
                if (stretches != null) {
                    stretches.borders().forEach(borders::add);
                }
            }
            workloads.forEach((name, workload) -> {
                String title = Parties.title(workload);
                changes(Connectivity.ranges(
                                family,
                                borders,
                                address -> new Both(before.toOutside(name, address), after.toOutside(name, address))))
                        .forEach((range, both) -> add(new Row(title, range, both.before(), both.after())));
                changes(Connectivity.ranges(
                                family,
                                borders,
                                address ->
                                        new Both(before.fromOutside(address, name), after.fromOutside(address, name))))
                        .forEach((range, both) -> add(new Row(range, title, both.before(), both.after())));
            });
        }

        private static Map<String, Both> changes(Map<String, Both> ranges) {
            var changed = new TreeMap<>(ranges);
            changed.values().removeIf(both -> same(both.before(), both.after()));
            return changed;
        }

        private static boolean same(Connections before, Connections after) {
            return before.without(after).isEmpty() && after.without(before).isEmpty();
        }

        private void add(Row row) {
            if (!same(row.before(), row.after())) {
                rows.computeIfAbsent(row.src(), key -> new TreeMap<>())
                        .merge(
                                row.dst(),
                                row,
                                (one, other) -> new Row(
                                        one.src(),
                                        one.dst(),
                                        one.before().or(other.before()),
                                        one.after().or(other.after())));
            }
        }
    }
}
