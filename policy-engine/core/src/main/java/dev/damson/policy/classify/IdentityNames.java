package dev.damson.policy.classify;

import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.IdentityName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What people call identities. */
final class IdentityNames {
    /** Prefixes of one identity that are spelled out. */
    private static final int MOST_PREFIXES = 4;

    private static final String OUTSIDE = "outside";

    private IdentityNames() {}

    static List<IdentityName> of(PolicySet policies, AddressSpace space, PeerSets peers, Identities identities) {
        var units = new int[identities.count()];
        var workloads = new ArrayList<TreeSet<String>>();
        var prefixes = new ArrayList<List<String>>();
        var groups = new ArrayList<List<String>>();
        for (int i = 0; i < units.length; i++) {
            workloads.add(new TreeSet<>());
            prefixes.add(new ArrayList<>());
            groups.add(new ArrayList<>());
        }
        var names = policies.workloads();
        for (int unit = 0; unit < space.addressed(); unit++) {
            int identity = identities.classOf(unit);
            units[identity]++;
            space.units()
                    .get(unit)
                    .owners()
                    .forEach(owner ->
                            workloads.get(identity).add(names.get(owner).name()));
        }
        for (int i = 0; i < space.parts().size(); i++) {
            var part = space.parts().get(i);
            if (space.owners(part).isEmpty()) {
                prefixes.get(identities.classOf(space.unitOfPart(i)))
                        .add(part.prefix().toString());
            }
        }
        for (var group : policies.groups()) {
            var members = new int[units.length];
            peers.unitsOf(group).stream()
                    .filter(unit -> unit < space.addressed())
                    .forEach(unit -> members[identities.classOf(unit)]++);
            for (int identity = 0; identity < units.length; identity++) {
                if (members[identity] > 0 && members[identity] == units[identity]) {
                    groups.get(identity).add(group.name());
                }
            }
        }
        var result = new ArrayList<IdentityName>();
        for (int i = 0; i < units.length; i++) {
            var prefix = i == AddressSpace.NOBODY ? OUTSIDE : workloads.get(i).isEmpty() ? text(prefixes.get(i)) : "";
            result.add(new IdentityName(groups.get(i), List.copyOf(workloads.get(i)), prefix));
        }
        return result;
    }

    private static String text(List<String> prefixes) {
        return prefixes.size() <= MOST_PREFIXES
                ? String.join(", ", prefixes)
                : String.join(", ", prefixes.subList(0, MOST_PREFIXES)) + ", …";
    }
}
