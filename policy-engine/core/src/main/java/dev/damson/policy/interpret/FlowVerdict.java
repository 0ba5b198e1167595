package dev.damson.policy.interpret;

import dev.damson.policy.model.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What both ends say about a packet; an end that is not a workload of the domain says nothing. */
public record FlowVerdict(Optional<EndVerdict> source, Optional<EndVerdict> destination) {
    /** The ends that are here, the source first. */
    public List<EndVerdict> ends() {
        return Stream.concat(source.stream(), destination.stream()).toList();
    }

    /** Whether every end lets it through now. */
    public boolean passes() {
        return ends().stream().allMatch(end -> end.enforced().passes());
    }

    /** Whether every end would let it through once nothing is monitored or observed. */
    public boolean pendingPasses() {
        return ends().stream().allMatch(end -> end.pending().passes());
    }

    /** The end that drops it: the source's comes first, and the packet goes no further. */
    public Optional<EndVerdict> droppedAt() {
        return ends().stream().filter(end -> !end.enforced().passes()).findFirst();
    }

    /** The chains that it passes: the source end's, then the destination's, the same one once; none if dropped. */
    public List<ObjectKey> chains() {
        return passes()
                ? ends().stream()
                        .flatMap(end -> end.enforced().chain().stream())
                        .distinct()
                        .toList()
                : List.of();
    }
}
