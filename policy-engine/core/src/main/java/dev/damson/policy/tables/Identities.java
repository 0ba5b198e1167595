package dev.damson.policy.tables;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What sets of a plan's identities are called. */
final class Identities {
    private static final int NOBODY = 0;

    private final DomainPlan plan;
    private final TreeMap<String, BitSet> groups = new TreeMap<>();
    private final Map<String, BitSet> workloads = new HashMap<>();
    private final Map<String, List<PlannedAddress>> addresses = new HashMap<>();
    private final Map<Integer, List<String>> outside;

    Identities(DomainPlan plan) {
        this.plan = plan;
        this.outside = OutsidePrefixes.of(plan);
        for (int identity = 0; identity < count(); identity++) {
            for (var workload : plan.identities().get(identity).workloads()) {
                workloads.computeIfAbsent(workload, added -> new BitSet()).set(identity);
            }
        }
        for (var address : plan.addresses()) {
            if (!address.workload().isEmpty()) {
                addresses
                        .computeIfAbsent(address.workload(), added -> new ArrayList<>())
                        .add(address);
            }
        }
        for (int identity = 0; identity < count(); identity++) {
            for (var group : plan.identities().get(identity).groups()) {
                groups.computeIfAbsent(group, added -> new BitSet()).set(identity);
            }
        }
    }

    int count() {
        return plan.identities().size();
    }

    /** Those whose ports have a profile. */
    List<Integer> of(int profile) {
        var found = new ArrayList<Integer>();
        for (int identity = 0; identity < plan.profileOfIdentity().size(); identity++) {
            if (plan.profileOfIdentity().get(identity) == profile) {
                found.add(identity);
            }
        }
        return found;
    }

    Who who(Iterable<Integer> identities) {
        var among = new BitSet();
        identities.forEach(among::set);
        var whole = new ArrayList<String>();
        var grouped = new BitSet();
        groups.forEach((group, members) -> {
            var missing = (BitSet) members.clone();
            missing.andNot(among);
            if (missing.isEmpty()) {
                whole.add(group);
                grouped.or(members);
            }
        });
        var members = new TreeSet<String>();
        var others = new TreeSet<String>();
        var prefixes = new TreeSet<String>();
        among.stream().filter(identity -> identity != NOBODY).forEach(identity -> {
            var name = plan.identities().get(identity);
            var known = grouped.get(identity) ? members : others;
            name.workloads().forEach(workload -> known.add(label(workload, among)));
            prefixes.addAll(outside.getOrDefault(identity, List.of()));
        });
        others.removeAll(members);
        return new Who(among.get(NOBODY), whole, List.copyOf(members), List.copyOf(others), List.copyOf(prefixes));
    }

    /** The workload's name; where only some of its addresses are among the identities, {@code web-1 at 10.1.0.11}. */
    private String label(String workload, BitSet among) {
        var missing = (BitSet) workloads.getOrDefault(workload, among).clone();
        missing.andNot(among);
        if (missing.isEmpty()) {
            return workload;
        }
        var some = addresses.getOrDefault(workload, List.of()).stream()
                .filter(address -> among.get(address.identity()))
                .map(address -> address.prefix().base().toString())
                .toList();
        // The plan names one owner of an address; others of a virtual address have none of their own here.
        return workload + " at " + (some.isEmpty() ? "a virtual address" : String.join(" and ", some));
    }
}
