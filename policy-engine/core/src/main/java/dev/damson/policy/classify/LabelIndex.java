package dev.damson.policy.classify;

import dev.damson.policy.model.Group;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Workload;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which workloads, by their place in the domain's list, have a label, a name, or fit a selector or a group. */
final class LabelIndex {
    private final Map<String, Map<String, BitSet>> byLabel = new HashMap<>();
    private final Map<String, BitSet> byName = new HashMap<>();
    private final BitSet all = new BitSet();

    LabelIndex(List<Workload> workloads) {
        all.set(0, workloads.size());
        for (int i = 0; i < workloads.size(); i++) {
            int place = i;
            workloads
                    .get(i)
                    .labels()
                    .values()
                    .forEach((key, value) -> byLabel.computeIfAbsent(key, k -> new HashMap<>())
                            .computeIfAbsent(value, v -> new BitSet())
                            .set(place));
            byName.computeIfAbsent(workloads.get(i).name(), name -> new BitSet())
                    .set(i);
        }
    }

    /** Not to be changed. */
    BitSet named(String workload) {
        return byName.getOrDefault(workload, new BitSet());
    }

    BitSet named(Group group) {
        var members = group.selector().map(this::picked).orElseGet(BitSet::new);
        group.members().forEach(name -> members.or(named(name)));
        return members;
    }

    BitSet picked(Selector selector) {
        var picked = (BitSet) all.clone();
        selector.matchLabels().forEach((key, value) -> keep(picked, having(key).get(value)));
        for (var requirement : selector.matchExpressions()) {
            restrict(picked, requirement);
        }
        return picked;
    }

    private Map<String, BitSet> having(String key) {
        return byLabel.getOrDefault(key, Map.of());
    }

    private static void keep(BitSet picked, @Nullable BitSet wanted) {
        if (wanted == null) {
            picked.clear();
        } else {
            picked.and(wanted);
        }
    }

    private void restrict(BitSet picked, Requirement requirement) {
        var values = having(requirement.key());
        var union = new BitSet();
        switch (requirement.operator()) {
            case Operator.IN, Operator.NOT_IN ->
                requirement.values().stream()
                        .filter(values::containsKey)
                        .forEach(value -> union.or(values.getOrDefault(value, union)));
            case Operator.EXISTS, Operator.DOES_NOT_EXIST -> values.values().forEach(union::or);
        }
        switch (requirement.operator()) {
            case Operator.IN, Operator.EXISTS -> picked.and(union);
            case Operator.NOT_IN, Operator.DOES_NOT_EXIST -> picked.andNot(union);
        }
    }
}
