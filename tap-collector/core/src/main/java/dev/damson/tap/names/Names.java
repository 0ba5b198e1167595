package dev.damson.tap.names;

import java.util.List;
import java.util.Optional;

/** Gives the names of one moment; an answer is empty where a name is not known, or not known yet. */
public interface Names {
    /** Knows nothing. */
    Names NONE = (tenant, domain, revision) -> Optional.empty();

    /** The names of a domain's revision. */
    Optional<RevisionNames> find(String tenant, String domain, long revision);

    default Optional<RuleLabel> rule(String tenant, String domain, long revision, int rule) {
        return find(tenant, domain, revision).flatMap(names -> names.rule(rule));
    }

    /** @param address 4 or 16 bytes */
    default Optional<String> workload(String tenant, String domain, long revision, byte[] address) {
        return find(tenant, domain, revision).flatMap(names -> names.workload(address));
    }

    /** @param address 4 or 16 bytes */
    default List<String> groups(String tenant, String domain, long revision, byte[] address) {
        return find(tenant, domain, revision)
                .map(names -> names.groups(address))
                .orElse(List.of());
    }
}
