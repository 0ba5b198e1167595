package dev.damson.policy.plan;

import dev.damson.policy.model.IpAddress;
import java.util.Collection;
import java.util.Comparator;
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

    /** The identity of an address: that of the longest prefix around it, 0 if there is none. */
    public int identity(IpAddress address) {
        return addresses.stream()
                .filter(entry -> entry.prefix().family() == address.family()
                        && entry.prefix().first().compareTo(address) <= 0
                        && entry.prefix().last().compareTo(address) >= 0)
                .max(Comparator.comparingInt(entry -> entry.prefix().prefix()))
                .map(PlannedAddress::identity)
                .orElse(0);
    }

    /** The one profile that the addresses of a port have; 0 if they have several or none. */
    public int profile(Collection<IpAddress> portAddresses) {
        var found = portAddresses.stream()
                .map(address -> profileOfIdentity.get(identity(address)))
                .filter(number -> number != 0)
                .distinct()
                .toList();
        return found.size() == 1 ? found.getFirst() : 0;
    }

    /** Functions of the longest chain. */
    public int longestChain() {
        return chains.stream().mapToInt(chain -> chain.functions().size()).max().orElse(0);
    }
}
