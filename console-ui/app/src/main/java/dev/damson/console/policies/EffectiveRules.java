package dev.damson.console.policies;

import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules that count at one workload, in the order of judging. A peer given as addresses is not followed here: it
 * counts when packets are judged, and the compiler's listing shows it.
 */
public final class EffectiveRules {
    /** @param path domain/policy/rule */
    public record Entry(String path, SegmentationPolicy policy, Rule rule) {}

    private final PolicyBook book;
    private final String workload;
    private final Map<String, String> labels;

    public EffectiveRules(PolicyBook book, String workload, Map<String, String> labels) {
        this.book = book;
        this.workload = workload;
        this.labels = Map.copyOf(labels);
    }

    /** Rules for which this workload is the destination (ingress) or the source (egress). */
    public List<Entry> of(Direction direction) {
        var entries = new ArrayList<Entry>();
        var set = book.set();
        for (var tier : set.tierNames()) {
            for (var policy : set.policies(tier)) {
                for (var rule : policy.rules()) {
                    if (countsAt(direction, rule) && names(policy, direction, rule)) {
                        var path = "%s/%s/%s".formatted(policy.scope(), policy.name(), rule.name());
                        entries.add(new Entry(path, policy, rule));
                    }
                }
            }
        }
        return entries;
    }

    private static boolean countsAt(Direction direction, Rule rule) {
        var end = direction == Direction.INGRESS ? End.DESTINATION : End.SOURCE;
        return rule.at().isEmpty() || rule.at().get() == end;
    }

    private boolean names(SegmentationPolicy policy, Direction direction, Rule rule) {
        var peers = direction == Direction.INGRESS ? rule.to() : rule.from();
        return peers.stream().anyMatch(peer -> names(policy, peer));
    }

    private boolean names(SegmentationPolicy policy, Peer peer) {
        return switch (peer) {
            case Peer.AnyPeer any -> true;
            case Peer.WorkloadPeer named -> named.workload().equals(workload);
            case Peer.SelectorPeer selector -> picks(selector.selector());
            case Peer.GroupPeer group ->
                book.set()
                        .group(policy.scope(), group.group())
                        .filter(this::isMember)
                        .isPresent();
            case Peer.CidrPeer cidr -> false;
            case Peer.ExternalPeer external -> false;
        };
    }

    private boolean isMember(Group group) {
        return group.members().contains(workload)
                || group.selector().filter(this::picks).isPresent();
    }

    private boolean picks(Selector selector) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && selector.matchExpressions().stream().allMatch(this::holds);
    }

    private boolean holds(Requirement requirement) {
        var value = labels.get(requirement.key());
        return switch (requirement.operator()) {
            case IN -> value != null && requirement.values().contains(value);
            case NOT_IN -> value == null || !requirement.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }
}
