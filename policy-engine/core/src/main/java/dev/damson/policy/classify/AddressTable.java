package dev.damson.policy.classify;

import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Workload;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayList;
import java.util.List;

/** Which identity an address has: every host of a workload, and the prefixes in which something changes. */
final class AddressTable {
    private AddressTable() {}

    static List<PlannedAddress> of(AddressSpace space, Identities identities, List<Workload> workloads, String domain) {
        var entries = new ArrayList<PlannedAddress>();
        var identityOfPart = new int[space.parts().size()];
        for (int i = 0; i < identityOfPart.length; i++) {
            var part = space.parts().get(i);
            int identity = identities.classOf(space.unitOfPart(i));
            identityOfPart[i] = identity;
            var owners = space.owners(part);
            if (!owners.isEmpty()) {
                var owner = workloads.get(owners.values()[0]).name();
                entries.add(new PlannedAddress(part.prefix(), identity, owner));
            } else if (identity != (part.parent() < 0 ? AddressSpace.NOBODY : identityOfPart[part.parent()])) {
                entries.add(new PlannedAddress(part.prefix(), identity, ""));
            }
        }
        check(entries, true, domain);
        check(entries, false, domain);
        return entries;
    }

    private static void check(List<PlannedAddress> entries, boolean hosts, String domain) {
        long count = entries.stream()
                .filter(entry -> entry.prefix().family() == IpFamily.IPV6)
                .filter(entry -> entry.prefix().prefix() == IpFamily.IPV6.bits() == hosts)
                .count();
        PlanLimitExceeded.check(
                (hosts ? "IPv6 host addresses of " : "IPv6 prefixes of ") + domain,
                count,
                PlanLimits.MAX_IPV6_ENTRIES,
                "divide the domain");
    }
}
