package dev.damson.policy.classify;

import dev.damson.policy.model.Direction;
import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.PolicySet;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which workloads only observe: their own state counts, else that of their groups, else the domain's. */
final class OwnStates {
    private final Map<Direction, BitSet> observing = new EnumMap<>(Direction.class);

    OwnStates(PolicySet policies, LabelIndex labels) {
        for (var direction : Direction.values()) {
            observing.put(direction, observing(policies, labels, direction));
        }
    }

    private static BitSet observing(PolicySet policies, LabelIndex labels, Direction direction) {
        var enforcedByGroup = new BitSet();
        var observedByGroup = new BitSet();
        for (var group : policies.groups()) {
            group.state()
                    .of(direction)
                    .ifPresent(state ->
                            (state == Enforcement.ENFORCE ? enforcedByGroup : observedByGroup).or(labels.named(group)));
        }
        boolean byDomain = policies.domain()
                .state()
                .of(direction)
                .filter(Enforcement.OBSERVE::equals)
                .isPresent();
        var observing = new BitSet();
        var workloads = policies.workloads();
        for (int i = 0; i < workloads.size(); i++) {
            Optional<Enforcement> own = workloads.get(i).state().of(direction);
            boolean inherited = !enforcedByGroup.get(i) && (observedByGroup.get(i) || byDomain);
            observing.set(i, own.map(Enforcement.OBSERVE::equals).orElse(inherited));
        }
        return observing;
    }

    boolean isObserving(int workload, Direction direction) {
        return observing.getOrDefault(direction, new BitSet()).get(workload);
    }

    /** One number for both directions. */
    int code(int workload) {
        return code(isObserving(workload, Direction.INGRESS), isObserving(workload, Direction.EGRESS));
    }

    static int code(boolean observesIngress, boolean observesEgress) {
        return (observesIngress ? 1 : 0) | (observesEgress ? 2 : 0);
    }

    static boolean observes(int code, Direction direction) {
        return (code & (direction == Direction.INGRESS ? 1 : 2)) != 0;
    }
}
