package dev.damson.policy.classify;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One address as peers pick it: a workload's, or nobody's. */
record Subject(Optional<Workload> workload, IpAddress address) {
    boolean isOutside() {
        return workload.isEmpty();
    }

    boolean isNamed(String name) {
        return workload.filter(own -> own.name().equals(name)).isPresent();
    }

    boolean fits(Selector selector) {
        return workload.filter(own -> fits(own, selector)).isPresent();
    }

    private static boolean fits(Workload workload, Selector selector) {
        var labels = workload.labels().values();
        return labels.entrySet().containsAll(selector.matchLabels().entrySet())
                && selector.matchExpressions().stream().allMatch(wanted -> fits(wanted, labels.get(wanted.key())));
    }

    private static boolean fits(Requirement wanted, @Nullable String value) {
        return switch (wanted.operator()) {
            case IN -> value != null && wanted.values().contains(value);
            case NOT_IN -> value == null || !wanted.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }

    boolean isIn(CidrBlock block) {
        var host = Cidr.host(address);
        return PrefixSweep.contains(block.cidr(), host)
                && block.except().stream().noneMatch(hole -> PrefixSweep.contains(hole, host));
    }

    /** Whether the group picks the workload, by selector or by name; its blocks do not count. */
    boolean isNamedBy(Group group) {
        return group.selector().filter(this::fits).isPresent()
                || group.members().stream().anyMatch(this::isNamed);
    }

    boolean isIn(Group group) {
        return isNamedBy(group) || group.cidrs().stream().anyMatch(this::isIn);
    }
}
