package dev.damson.policy.plan;

import java.util.List;

/**
 * The compiled meaning of a domain.
 *
 * @param addresses which identity an address has; sorted, the longest prefix decides, none means identity 0
 * @param profileOfIdentity index: identity; value: the number of the profile of ports with that identity, 0 = closed
 * @param profiles numbered from 1, in order
 * @param taps index = bit in a verdict's tap set
 * @param functions the service functions that chains use
 * @param chains index + 1 = chain number in a verdict
 * @param rules index = rule number in verdicts
 * @param identities index = identity
 */
public record DomainPlan(
        List<PlannedAddress> addresses,
        List<Integer> profileOfIdentity,
        List<Profile> profiles,
        List<PlannedTap> taps,
        List<PlannedFunction> functions,
        List<PlannedChain> chains,
        List<RuleName> rules,
        List<IdentityName> identities) {
    public DomainPlan {
        addresses = List.copyOf(addresses);
        profileOfIdentity = List.copyOf(profileOfIdentity);
        profiles = List.copyOf(profiles);
        taps = List.copyOf(taps);
        functions = List.copyOf(functions);
        chains = List.copyOf(chains);
        rules = List.copyOf(rules);
        identities = List.copyOf(identities);
    }

    /** Functions of the longest chain. */
    public int longestChain() {
        return chains.stream().mapToInt(chain -> chain.functions().size()).max().orElse(0);
    }
}
