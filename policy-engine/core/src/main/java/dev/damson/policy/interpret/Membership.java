package dev.damson.policy.interpret;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Workload;

/** Who belongs to a selector, a group or a block, by the definition; the compiler has its own. */
public final class Membership {
    private Membership() {}

    /** Whether the group picks the workload by selector or by name. */
    public static boolean names(Group group, Workload workload) {
        return group.members().contains(workload.name())
                || group.selector()
                        .filter(selector -> picks(selector, workload.labels()))
                        .isPresent();
    }

    /** Whether every entry of the selector holds for the labels. */
    public static boolean picks(Selector selector, Labels labels) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(wanted ->
                                wanted.getValue().equals(labels.values().get(wanted.getKey())))
                && selector.matchExpressions().stream().allMatch(requirement -> holds(requirement, labels));
    }

    private static boolean holds(Requirement requirement, Labels labels) {
        boolean present = labels.values().containsKey(requirement.key());
        boolean listed =
                present && requirement.values().contains(labels.values().get(requirement.key()));
        return switch (requirement.operator()) {
            case Operator.IN -> listed;
            case Operator.NOT_IN -> !listed;
            case Operator.EXISTS -> present;
            case Operator.DOES_NOT_EXIST -> !present;
        };
    }

    /** Whether the address is in the block and in none of its exceptions. */
    public static boolean covers(CidrBlock block, IpAddress address) {
        return covers(block.cidr(), address) && block.except().stream().noneMatch(hole -> covers(hole, address));
    }

    private static boolean covers(Cidr cidr, IpAddress address) {
        return cidr.family() == address.family()
                && Cidr.around(address, cidr.prefix()).equals(cidr);
    }
}
