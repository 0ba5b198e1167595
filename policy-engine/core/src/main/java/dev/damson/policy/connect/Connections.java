package dev.damson.policy.connect;

import dev.damson.policy.model.IpFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What may pass from one party to another.
 *
 * @param families for each address family that both have; no entry: they have no addresses of it
 */
public record Connections(Vocabulary vocabulary, SortedMap<IpFamily, Protocols> families) {
    private static final String ALL = "All Connections";

    public Connections {
        families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
    }

    static Connections none(Vocabulary vocabulary) {
        return new Connections(vocabulary, Collections.emptySortedMap());
    }

    static Connections of(Vocabulary vocabulary, IpFamily family, Protocols protocols) {
        return new Connections(vocabulary, new TreeMap<>(Map.of(family, protocols)));
    }

    public boolean isEmpty() {
        return families.values().stream().allMatch(Protocols::isEmpty);
    }

    /** Whether every packet that the two can exchange passes. */
    public boolean isAll() {
        return !families.isEmpty() && families.values().stream().allMatch(protocols -> protocols.isAll(vocabulary));
    }

    Connections or(Connections other) {
        var both = new TreeMap<>(families);
        other.families.forEach((family, protocols) -> both.merge(family, protocols, Protocols::or));
        return new Connections(vocabulary, both);
    }

    /** What passes here and not in {@code other}. */
    Connections without(Connections other) {
        var left = new TreeMap<>(families);
        left.replaceAll((family, protocols) -> protocols.without(other.families.getOrDefault(family, Protocols.NONE)));
        return new Connections(vocabulary, left);
    }

    /**
     * {@code All Connections}, or protocols in the order of their names with their ports, {@code TCP 80,8080-8090,UDP
     * 53}; behind what holds in one of two address families stands which one; empty if nothing passes.
     */
    @Override
    public String toString() {
        if (isAll()) {
            return ALL;
        }
        var texts = new EnumMap<IpFamily, SortedMap<String, String>>(IpFamily.class);
        families.forEach((family, protocols) -> texts.put(
                family, protocols.isAll(vocabulary) ? new TreeMap<>(Map.of(ALL, "")) : protocols.texts(family)));
        var names = new TreeSet<String>();
        texts.values().forEach(text -> names.addAll(text.keySet()));
        return names.stream().flatMap(name -> texts(name, texts).stream()).collect(Collectors.joining(","));
    }

    private static List<String> texts(String name, Map<IpFamily, SortedMap<String, String>> texts) {
        var found = new TreeMap<IpFamily, String>();
        texts.forEach((family, text) -> {
            if (text.containsKey(name)) {
                found.put(family, (name.replaceAll(" +", " ") + " " + text.get(name)).stripTrailing());
            }
        });
        boolean everywhere = name.startsWith("ICMP") || found.size() == texts.size();
        if (everywhere && found.values().stream().distinct().count() == 1) {
            return List.of(found.firstEntry().getValue());
        }
        var apart = new ArrayList<String>();
        found.forEach((family, text) -> apart.add(text + " over " + family.word()));
        return apart;
    }
}
