package dev.damson.policy.connect;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything that may talk to everything else in a domain.
 *
 * @param rows by source and destination; pairs with nothing allowed are left out, and so is what a workload says to
 *     itself
 */
public record Connectivity(List<Row> rows) {
    /**
     * @param src {@code namespace/name[Kind]}, or a range of outside addresses {@code a.b.c.d-e.f.g.h} as large as can be
     * @param dst likewise
     */
    public record Row(String src, String dst, Connections connections) {}

    public Connectivity {
        rows = List.copyOf(rows);
    }

    /** @throws dev.damson.policy.classify.PlanLimitExceeded if the domain is larger than a table may be */
    public static Connectivity of(DomainSnapshot snapshot, ConnectivityOptions options) {
        var reachability = new Reachability(snapshot, options);
        var found = new Found();
        var workloads = reachability.workloads();
        workloads.forEach((from, source) -> {
            String src = Parties.title(source);
            workloads.forEach((to, destination) -> {
                String dst = Parties.title(destination);
                if (!src.equals(dst)) {
                    found.add(src, dst, reachability.between(from, to));
                }
            });
        });
        for (Map.Entry<IpFamily, Outside> family : reachability.outside().entrySet()) {
            var borders = family.getValue().borders();
            workloads.forEach((name, workload) -> {
                String title = Parties.title(workload);
                ranges(family.getKey(), borders, address -> reachability.toOutside(name, address))
                        .forEach((range, passing) -> found.add(title, range, passing));
                ranges(family.getKey(), borders, address -> reachability.fromOutside(address, name))
                        .forEach((range, passing) -> found.add(range, title, passing));
            });
        }
        return new Connectivity(found.rows());
    }

    /** Neighbouring stretches with equal answers as one range. */
    static <T> Map<String, T> ranges(IpFamily family, Iterable<IpAddress> borders, Function<IpAddress, T> answers) {
        var firsts = new ArrayList<IpAddress>();
        var values = new ArrayList<T>();
        for (var border : borders) {
            var value = answers.apply(border);
            if (values.isEmpty() || !values.getLast().equals(value)) {
                firsts.add(border);
                values.add(value);
            }
        }
        var ranges = new TreeMap<String, T>();
        for (int i = 0; i < firsts.size(); i++) {
            var last = i + 1 < firsts.size() ? firsts.get(i + 1).previous().orElseThrow() : last(family);
            ranges.put(Parties.range(firsts.get(i), last), values.get(i));
        }
        return ranges;
    }

    private static IpAddress last(IpFamily family) {
        return switch (family) {
            case IPV4 -> IpAddress.v4(-1);
            case IPV6 -> IpAddress.v6(-1, -1);
        };
    }

    /** Rows by source and destination; workloads of one title are one party. */
    private static final class Found {
        private final Map<String, Map<String, Connections>> found = new TreeMap<>();

        void add(String src, String dst, Connections connections) {
            if (!connections.isEmpty()) {
                found.computeIfAbsent(src, key -> new TreeMap<>()).merge(dst, connections, Connections::or);
            }
        }

        List<Row> rows() {
            var rows = new ArrayList<Row>();
            found.forEach((src, destinations) ->
                    destinations.forEach((dst, connections) -> rows.add(new Row(src, dst, connections))));
            return rows;
        }
    }
}
