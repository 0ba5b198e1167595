package dev.damson.director.publish;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.topology.document.Version;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The addresses of a domain's head as workloads have changed under it.
 *
 * @param changed every address that has changed since the head was compiled, as it is now; identity 0: it has no entry
 * @param compiled the entry of an address as the head was compiled
 */
public record MemberChanges(
        String tenant,
        String domain,
        Version version,
        List<PlannedAddress> changed,
        Function<IpAddress, Optional<PlannedAddress>> compiled) {
    public MemberChanges {
        changed = List.copyOf(changed);
    }
}
