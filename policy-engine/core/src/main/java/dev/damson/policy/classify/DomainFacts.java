package dev.damson.policy.classify;

import dev.damson.policy.model.End;
import java.util.List;
import java.util.Optional;

/**
 * A domain, numbered and in order: what every table is made from.
 *
 * @param tiers how many there are, the two that always exist included
 */
record DomainFacts(
        String domain,
        TableLimits limits,
        PeerSets peers,
        PortNames portNames,
        Identities identities,
        Rulebook rulebook,
        List<OrderedTap> taps,
        Optional<SharedServices> sharedServices,
        OwnEnds sources,
        OwnEnds destinations,
        int tiers,
        boolean allowsByDefault,
        boolean reportsAll) {
    OwnEnds at(End end) {
        return switch (end) {
            case SOURCE -> sources;
            case DESTINATION -> destinations;
        };
    }
}
