package dev.damson.policy.classify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every table of a domain is made from, beside the rules, isolations and taps that count at its end.
 *
 * @param identities two numbers an identity: its family and whether it is outside, and what it calls its ports
 * @param namings what those numbers mean
 * @param services the domain's service classes
 */
record TableWorld(
        TableLimits limits,
        int tiers,
        boolean allowsByDefault,
        boolean reportsAll,
        IntRow identities,
        List<Map<Integer, IntSet>> namings,
        Map<ServiceSet.PortLabel, Integer> labels,
        Optional<IntRow> services) {

    static TableWorld of(DomainFacts facts) {
        var identities = facts.identities();
        var apart = new int[2 * identities.count()];
        for (int identity = 0; identity < identities.count(); identity++) {
            apart[2 * identity] = 2 * identities.family(identity) + (identities.isOutside(identity) ? 1 : 0);
            apart[2 * identity + 1] = identities.naming(identity);
        }
        return new TableWorld(
                facts.limits(),
                facts.tiers(),
                facts.allowsByDefault(),
                facts.reportsAll(),
                new IntRow(apart),
                facts.portNames().namings(),
                facts.portNames().places(),
                facts.sharedServices().map(SharedServices::shape));
    }
}
