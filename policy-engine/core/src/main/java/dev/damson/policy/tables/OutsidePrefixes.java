package dev.damson.policy.tables;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The ranges of outside addresses that rules name, each with the ranges in it that they tell apart from it. */
final class OutsidePrefixes {
    private OutsidePrefixes() {}

    /** By identity, such as {@code 203.0.113.0/24 except 203.0.113.128/25}. */
    static Map<Integer, List<String>> of(DomainPlan plan) {
        var ranges = plan.addresses().stream()
                .filter(address -> address.workload().isEmpty())
                .sorted(Comparator.comparing(
                                (PlannedAddress address) -> address.prefix().family())
                        .thenComparing(address -> address.prefix().first())
                        .thenComparingInt(address -> address.prefix().prefix()))
                .toList();
        var exceptions = new IdentityHashMap<PlannedAddress, List<String>>();
        var around = new ArrayDeque<PlannedAddress>();
        for (var range : ranges) {
            while (!around.isEmpty() && !holds(around.peek().prefix(), range.prefix())) {
                around.pop();
            }
            if (!around.isEmpty() && around.peek().identity() != range.identity()) {
                exceptions
                        .computeIfAbsent(around.peek(), added -> new ArrayList<>())
                        .add(range.prefix().toString());
            }
            around.push(range);
        }
        var byIdentity = new HashMap<Integer, List<String>>();
        ranges.forEach(range -> byIdentity
                .computeIfAbsent(range.identity(), added -> new ArrayList<>())
                .add(text(range.prefix(), exceptions.getOrDefault(range, List.of()))));
        return byIdentity;
    }

    private static boolean holds(Cidr outer, Cidr inner) {
        return outer.family() == inner.family()
                && outer.first().compareTo(inner.first()) <= 0
                && outer.last().compareTo(inner.last()) >= 0;
    }

    private static String text(Cidr prefix, List<String> exceptions) {
        return exceptions.isEmpty() ? prefix.toString() : prefix + " except " + String.join(" and ", exceptions);
    }
}
