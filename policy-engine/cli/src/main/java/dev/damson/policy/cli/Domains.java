package dev.damson.policy.cli;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The domains that files speak of, each with what counts in it. */
final class Domains {
    private Domains() {}

    /** Snapshots by name, as a commit at {@code now} would make them; the same object given twice counts once. */
    static List<DomainSnapshot> of(List<PolicyObject> objects, String tenant, Instant now) {
        Map<Object, PolicyObject> unique = new LinkedHashMap<>();
        objects.forEach(object -> unique.putIfAbsent(object.key(), object));
        return objects.stream()
                .map(PolicyObject::scope)
                .map(scope -> scope.startsWith(tenant + "/") ? scope.substring(tenant.length() + 1) : scope)
                .filter(scope -> !Metadata.isPlatform(scope))
                .distinct()
                .sorted()
                .map(domain -> PolicySet.of(tenant, domain, unique.values()).resolveExpiry(now))
                .map(DomainSnapshot::offline)
                .toList();
    }
}
