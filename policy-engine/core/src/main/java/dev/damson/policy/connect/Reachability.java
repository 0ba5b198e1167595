package dev.damson.policy.connect;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who reaches whom in one domain, read from its compiled tables. Workloads without addresses count too: no block of
 * addresses covers them. The link-local address that a port forms from its MAC is left out.
 */
final class Reachability {
    private final Vocabulary vocabulary;
    private final SortedMap<String, Workload> workloads = new TreeMap<>();
    private final Map<String, Map<IpFamily, List<Place>>> places = new HashMap<>();
    private final Map<IpFamily, Outside> outside = new EnumMap<>(IpFamily.class);
    private final Tables tables;

    Reachability(DomainSnapshot snapshot, ConnectivityOptions options) {
        vocabulary = options.vocabulary();
        var policies = snapshot.policies().resolveExpiry(options.now());
        var standIns = StandIns.of(policies);
        var plan = Classifier.classify(DomainSnapshot.offline(standIns.policies()));
        tables = new Tables(plan, options);
        for (var family : families(policies)) {
            outside.put(family, new Outside(family, plan.addresses(), standIns.prefix()));
        }
        policies.workloads().forEach(workload -> workloads.put(workload.name(), workload));
        places(standIns.policies(), plan);
    }

    private static SortedSet<IpFamily> families(PolicySet policies) {
        var families = new TreeSet<IpFamily>();
        policies.workloads().forEach(workload -> declared(workload).forEach(address -> families.add(address.family())));
        policies.objects().stream()
                .flatMap(StandIns::blocks)
                .forEach(block -> families.add(block.cidr().family()));
        if (families.isEmpty()) {
            families.add(IpFamily.IPV4);
        }
        return families;
    }

    private static Stream<IpAddress> declared(Workload workload) {
        return workload.ports().stream().flatMap(Reachability::declared);
    }

    private static Stream<IpAddress> declared(WorkloadPort port) {
        return Stream.concat(port.addresses().stream(), port.virtualAddresses().stream());
    }

    private void places(PolicySet policies, DomainPlan plan) {
        var identities = new HashMap<IpAddress, Integer>();
        for (PlannedAddress entry : plan.addresses()) {
            if (entry.prefix().prefix() == entry.prefix().family().bits()) {
                identities.put(entry.prefix().base(), entry.identity());
            }
        }
        for (var workload : policies.workloads()) {
            boolean standIn = !declared(workloads.getOrDefault(workload.name(), workload))
                    .findAny()
                    .isPresent();
            var byFamily = new EnumMap<IpFamily, List<Place>>(IpFamily.class);
            for (var port : workload.ports()) {
                int profile = port.allAddresses().stream()
                        .map(address -> plan.profileOfIdentity().get(identities.getOrDefault(address, 0)))
                        .filter(number -> number > 0)
                        .findFirst()
                        .orElse(0);
                declared(port).forEach(address -> {
                    var place = new Place(identities.getOrDefault(address, 0), profile);
                    var of = standIn ? List.of(IpFamily.values()) : List.of(address.family());
                    of.forEach(family -> byFamily.computeIfAbsent(family, key -> new ArrayList<>())
                            .add(place));
                });
            }
            byFamily.replaceAll((family, all) -> all.stream().distinct().toList());
            places.put(workload.name(), byFamily);
        }
    }

    /** By name. */
    SortedMap<String, Workload> workloads() {
        return workloads;
    }

    Map<IpFamily, Outside> outside() {
        return outside;
    }

    Connections between(String from, String to) {
        var families = new TreeMap<IpFamily, Protocols>();
        for (var family : IpFamily.values()) {
            var sources = at(from, family);
            var destinations = at(to, family);
            if (!sources.isEmpty() && !destinations.isEmpty()) {
                families.put(family, tables.between(sources, destinations).within(family));
            }
        }
        return new Connections(vocabulary, families);
    }

    Connections toOutside(String from, IpAddress address) {
        return withOutside(from, address, true);
    }

    Connections fromOutside(IpAddress address, String to) {
        return withOutside(to, address, false);
    }

    private Connections withOutside(String workload, IpAddress address, boolean leaving) {
        var family = address.family();
        var stretches = outside.get(family);
        var inside = at(workload, family);
        if (stretches == null || inside.isEmpty()) {
            return Connections.none(vocabulary);
        }
        var there = List.of(new Place(stretches.identity(address), Place.NO_PORT));
        var passing = leaving ? tables.between(inside, there) : tables.between(there, inside);
        return Connections.of(vocabulary, family, passing.within(family));
    }

    private List<Place> at(String workload, IpFamily family) {
        return places.getOrDefault(workload, Map.of()).getOrDefault(family, List.of());
    }
}
