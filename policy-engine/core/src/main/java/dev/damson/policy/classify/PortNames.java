package dev.damson.policy.classify;

import dev.damson.policy.classify.ServiceSet.PortLabel;
import dev.damson.policy.model.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What units call the ports that rules name. Units that call them alike have the same naming. */
final class PortNames {
    /** The naming of units that call nothing by a name that counts. */
    static final int NONE = 0;

    private final Map<PortLabel, Integer> places = new HashMap<>();
    private final List<Map<Integer, IntSet>> namings = new ArrayList<>();
    private final Map<Map<Integer, IntSet>, Integer> numbers = new HashMap<>();
    private final int[] namingOfUnit;

    PortNames(Set<PortLabel> used, AddressSpace space, List<Workload> workloads) {
        used.forEach(label -> places.put(label, places.size()));
        namings.add(Map.of());
        numbers.put(Map.of(), NONE);
        namingOfUnit = new int[space.units().size()];
        Map<IntSet, Integer> byOwners = new HashMap<>();
        for (int unit = 0; unit < namingOfUnit.length; unit++) {
            namingOfUnit[unit] = byOwners.computeIfAbsent(
                    space.units().get(unit).owners(),
                    owners -> numbers.computeIfAbsent(
                            calls(owners.toList().stream().map(workloads::get)), naming -> {
                                namings.add(naming);
                                return namings.size() - 1;
                            }));
        }
    }

    private Map<Integer, IntSet> calls(Stream<Workload> owners) {
        var ports = new TreeMap<Integer, TreeSet<Integer>>();
        owners.forEach(owner -> {
            for (var named : owner.namedPorts()) {
                var place = places.get(new PortLabel(named.protocol().number(), named.name()));
                if (place != null) {
                    ports.computeIfAbsent(place, key -> new TreeSet<>()).add(named.port());
                }
            }
        });
        var naming = new TreeMap<Integer, IntSet>();
        ports.forEach((place, numbers) -> naming.put(place, IntSet.of(numbers)));
        return naming;
    }

    /** The naming of an address of these workloads; empty if no unit has had it. */
    OptionalInt naming(List<Workload> owners) {
        var known = numbers.get(calls(owners.stream()));
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    /** What each naming calls the labels' places; index: naming. */
    List<Map<Integer, IntSet>> namings() {
        return namings;
    }

    /** A number for each label that rules name. */
    Map<PortLabel, Integer> places() {
        return places;
    }

    int naming(int unit) {
        return namingOfUnit[unit];
    }

    /** The ports that a naming gives to a name. */
    IntSet ports(int naming, PortLabel label) {
        var place = places.get(label);
        return place == null ? IntSet.EMPTY : namings.get(naming).getOrDefault(place, IntSet.EMPTY);
    }

    /** Every port that somebody gives to a name. */
    Set<Integer> allPorts(PortLabel label) {
        var all = new TreeSet<Integer>();
        for (int naming = 0; naming < namings.size(); naming++) {
            ports(naming, label).forEach(all::add);
        }
        return all;
    }
}
