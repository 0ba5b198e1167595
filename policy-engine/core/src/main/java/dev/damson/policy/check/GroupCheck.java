package dev.damson.policy.check;

import dev.damson.policy.model.Group;
import dev.damson.policy.source.Quoted;

/** Groups against workloads. */
final class GroupCheck {
    private GroupCheck() {}

    static void check(References references, Group group) {
        String context = " (group " + Quoted.of(group.name()) + ")";
        for (String member : group.members()) {
            references.requireWorkload(member, "spec.members[=" + member + "]", context);
        }
        for (int i = 0; i < group.cidrs().size(); i++) {
            references.coveredWorkloads(group.cidrs().get(i), "spec.cidrs[" + i + "].cidr", context);
        }
        if (references.source().sound() && group.members().isEmpty() && references.isEmpty(group)) {
            references.warningOfWorkloads("spec.selector", "", "the group picks no workload" + context, "");
        }
        if (!group.state().isInherited()
                && group.selector().isEmpty()
                && group.members().isEmpty()) {
            references.warning(
                    "spec.state",
                    "",
                    "state counts for selected workloads and members, and the group has none" + context,
                    "");
        }
    }
}
