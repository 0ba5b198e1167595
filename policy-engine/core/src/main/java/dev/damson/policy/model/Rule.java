package dev.damson.policy.model;

import java.util.List;
import java.util.Optional;

/**
 * One line of a policy.
 *
 * @param name unique in its policy
 * @param at the only end at which it counts; absent: at both
 * @param inspect the chain that allowed flows pass, only with {@link Action#ALLOW}
 * @param expiry only with {@link Action#ALLOW}
 */
public record Rule(
        String name,
        Action action,
        Optional<End> at,
        List<Peer> from,
        List<Peer> to,
        List<Service> services,
        boolean log,
        Optional<String> inspect,
        Optional<Expiry> expiry) {
    public Rule {
        from = List.copyOf(from);
        to = List.copyOf(to);
        services = List.copyOf(services);
    }

    /** A rule that counts at both ends, without log, chain or expiry. */
    public static Rule of(String name, Action action, List<Peer> from, List<Peer> to, List<Service> services) {
        return new Rule(name, action, Optional.empty(), from, to, services, false, Optional.empty(), Optional.empty());
    }

    public Rule withExpiry(Optional<Expiry> expiry) {
        return new Rule(name, action, at, from, to, services, log, inspect, expiry);
    }
}
