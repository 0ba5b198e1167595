package dev.damson.policy.classify;

import dev.damson.policy.classify.AddressSpace.OwnPort;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The tables of the ports, and which ports share them. Identities of one port have one profile, and so have ports that
 * share an identity; an address that several workloads have links nothing.
 */
final class Profiles {
    /** The profile of an identity that is no port's: nothing passes. */
    private static final int CLOSED = 0;

    private final DomainFacts facts;
    private final KnownTables known;
    private final Map<End, EndKeys> keys = new EnumMap<>(End.class);
    private final Map<IntRow, char[]> serviceTables = new HashMap<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final Integer[] profileOfIdentity;
    /** An identity of the same ports; itself for the first one. */
    private final int[] leader;

    private final Map<Pair, Integer> numbers = new HashMap<>();

    private record Pair(EndTable from, EndTable to) {}

    Profiles(DomainFacts facts, AddressSpace space, KnownTables known) {
        this.facts = facts;
        this.known = known;
        known.begin(
                TableWorld.of(facts),
                2 * (facts.rulebook().names().size() + facts.taps().size()));
        for (var end : End.values()) {
            keys.put(end, new EndKeys(facts, end, known));
        }
        int identities = facts.identities().count();
        profileOfIdentity = new Integer[identities];
        Arrays.fill(profileOfIdentity, CLOSED);
        leader = new int[identities];
        Arrays.setAll(leader, identity -> identity);
        space.ports().forEach(this::link);
        owns(space).forEach((first, owns) -> profileOfIdentity[first] = number(owns));
        for (var port : space.ports()) {
            unshared(port).forEach(identity -> profileOfIdentity[identity] = profileOfIdentity[leader(identity)]);
        }
        shared(space);
    }

    private int number(SortedMap<Integer, Integer> owns) {
        return numbers.computeIfAbsent(new Pair(table(End.SOURCE, owns), table(End.DESTINATION, owns)), added -> {
            profiles.add(new Profile(profiles.size() + 1, added.from(), added.to()));
            return profiles.size();
        });
    }

    /** A shared address has a profile if all its ports have the same one. */
    private void shared(AddressSpace space) {
        var found = new HashMap<Integer, Set<Integer>>();
        for (var port : space.ports()) {
            int number = unshared(port).findFirst().stream()
                    .map(identity -> profileOfIdentity[identity])
                    .findFirst()
                    .orElseGet(() -> number(owns(port)));
            for (var address : port.addresses()) {
                if (address.isShared()) {
                    found.computeIfAbsent(identity(address.unit()), key -> new HashSet<>())
                            .add(number);
                }
            }
        }
        found.forEach((identity, profilesOfPorts) -> profileOfIdentity[identity] =
                profilesOfPorts.size() == 1 ? profilesOfPorts.iterator().next() : CLOSED);
    }

    private IntStream unshared(OwnPort port) {
        return port.addresses().stream()
                .filter(address -> !address.isShared())
                .mapToInt(address -> identity(address.unit()));
    }

    private int identity(int unit) {
        return facts.identities().classOf(unit);
    }

    private void link(OwnPort port) {
        var first = unshared(port).findFirst();
        unshared(port).forEach(other -> leader[leader(other)] = leader(first.orElse(other)));
    }

    private int leader(int identity) {
        int at = identity;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }

    /** By the leading identity of some ports: each identity of their addresses, and the class that judges it. */
    private SortedMap<Integer, SortedMap<Integer, Integer>> owns(AddressSpace space) {
        var owns = new TreeMap<Integer, SortedMap<Integer, Integer>>();
        for (var port : space.ports()) {
            unshared(port)
                    .findFirst()
                    .ifPresent(first -> owns.computeIfAbsent(leader(first), key -> new TreeMap<>())
                            .putAll(owns(port)));
        }
        return owns;
    }

    private SortedMap<Integer, Integer> owns(OwnPort port) {
        var owns = new TreeMap<Integer, Integer>();
        port.addresses().forEach(address -> owns.put(identity(address.unit()), identity(address.own())));
        return owns;
    }

    private EndTable table(End end, SortedMap<Integer, Integer> owns) {
        var tables = new TreeMap<Integer, EndTable>();
        owns.forEach((identity, own) -> tables.put(identity, table(end, own)));
        return tables.size() == 1 ? tables.firstEntry().getValue() : known.equal(OwnUnion.of(facts.domain(), tables));
    }

    private EndTable table(End end, int own) {
        var ownEnd = facts.at(end).of(own);
        return known.table(
                Objects.requireNonNull(keys.get(end)).of(ownEnd),
                () -> EndCompiler.compile(facts, ownEnd, serviceTables));
    }

    List<Profile> profiles() {
        return profiles;
    }

    List<Integer> profileOfIdentity() {
        return List.of(profileOfIdentity);
    }
}
