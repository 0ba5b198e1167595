package dev.damson.policy.prove;

import dev.damson.policy.model.NamedPort;
import dev.damson.policy.plan.EndTable;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The services of a domain's packets, cut also where a table's arrays change, for each naming and family. */
final class ServiceBook {
    private final List<ServicePick> picks;
    private final Map<Key, Services> known = new HashMap<>();
    private final IdentityHashMap<char[], NavigableSet<Integer>> changes = new IdentityHashMap<>();
    /** Of each protocol the services at which some list begins or ends whatever destinations call their ports. */
    private final Map<Integer, Set<Integer>> cuts = new HashMap<>();

    private record Key(int family, Set<NamedPort> naming, Map<Integer, NavigableSet<Integer>> more) {}

    /** @param picks every distinct list of services */
    ServiceBook(List<ServicePick> picks) {
        this.picks = picks;
    }

    /** In none of their pieces has the table two classes. */
    Services of(EndTable table, int family, Set<NamedPort> naming) {
        var more = new TreeMap<Integer, NavigableSet<Integer>>();
        add(table, more);
        table.lower().ifPresent(lower -> add(lower.table(), more));
        return known.computeIfAbsent(new Key(family, naming, more), key -> new Services(picks, family, naming, more));
    }

    private void add(EndTable table, Map<Integer, NavigableSet<Integer>> more) {
        table.services().forEach((protocol, classes) -> {
            var starts = new TreeSet<>(changes.computeIfAbsent(classes, ServiceBook::changes));
            starts.removeAll(cuts.computeIfAbsent(protocol, this::cuts));
            if (!starts.isEmpty()) {
                more.computeIfAbsent(protocol, key -> new TreeSet<>()).addAll(starts);
            }
        });
    }

    private Set<Integer> cuts(int protocol) {
        var starts = new TreeSet<Integer>();
        picks.forEach(pick -> pick.cut(protocol, Set.of(), starts));
        return starts;
    }

    private static NavigableSet<Integer> changes(char[] classes) {
        var starts = new TreeSet<Integer>();
        for (int service = 1; service < classes.length; service++) {
            if (classes[service] != classes[service - 1]) {
                starts.add(service);
            }
        }
        return starts;
    }
}
