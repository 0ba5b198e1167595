package dev.damson.policy.classify;

import dev.damson.policy.classify.ServiceSet.PortLabel;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Service;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every list of services of a domain's rules and taps, taken apart once. */
final class ServiceSets {
    private final Map<List<Service>, ServiceSet> byList = new HashMap<>();
    private final Map<ServiceSet, ServiceSet> equal = new LinkedHashMap<>();
    private final Set<PortLabel> names = new LinkedHashSet<>();
    private boolean familiesApart;

    ServiceSets(PolicySet policies) {
        for (var policy : policies.policies()) {
            policy.rules().forEach(rule -> of(rule.services()));
        }
        policies.taps().forEach(tap -> of(tap.match().services()));
    }

    /** Equal sets are one object. */
    ServiceSet of(List<Service> services) {
        return byList.computeIfAbsent(services, list -> {
            var set = ServiceSet.of(list);
            names.addAll(set.names());
            familiesApart |= set.tellsFamiliesApart();
            return equal.computeIfAbsent(set, same -> same);
        });
    }

    /** Every distinct set, in the order in which rules and taps name them. */
    Collection<ServiceSet> all() {
        return equal.keySet();
    }

    /** Whether some list tells ICMP in the wrong family from an ICMP type. */
    boolean familiesApart() {
        return familiesApart;
    }

    Set<PortLabel> names() {
        return names;
    }
}
