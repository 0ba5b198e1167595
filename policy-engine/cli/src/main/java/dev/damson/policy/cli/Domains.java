package dev.damson.policy.cli;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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

    /**
     * As {@link #of}, or only the domain asked for.
     *
     * @throws ParameterException if the files do not hold it
     */
    static List<DomainSnapshot> chosen(
            List<PolicyObject> objects, String tenant, Instant now, @Nullable String domain, CommandLine command) {
        var all = of(objects, tenant, now);
        if (domain == null) {
            return all;
        }
        var chosen = all.stream()
                .filter(snapshot -> snapshot.domain().equals(domain))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(command, "the files hold no domain \"" + domain + "\"");
        }
        return chosen;
    }
}
