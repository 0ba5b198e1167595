package dev.damson.policy.prove;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Evaluates lists of peers over workloads and address ranges. */
final class Picker {
    private final PolicySet policies;
    private final List<Workload> workloads;
    private final List<AddressRange> ranges;

    private record Listed(String scope, List<Peer> peers) {}

    private record Scoped(String scope, Peer peer) {}

    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final Map<Map.Entry<String, String>, List<Integer>> byLabel = new HashMap<>();
    private final Map<Listed, PeerPick> lists = new HashMap<>();
    private final Map<Scoped, PeerPick> peers = new HashMap<>();
    private final Map<CidrBlock, BitSet> blocks = new HashMap<>();

    /** @param ranges cut where CIDRs of the policies begin and end */
    Picker(PolicySet policies, List<AddressRange> ranges) {
        this.policies = policies;
        this.workloads = policies.workloads();
        this.ranges = ranges;
        for (int i = 0; i < workloads.size(); i++) {
            int place = i;
            byName.computeIfAbsent(workloads.get(i).name(), key -> new ArrayList<>())
                    .add(i);
            workloads
                    .get(i)
                    .labels()
                    .values()
                    .entrySet()
                    .forEach(label -> byLabel.computeIfAbsent(
                                    Map.entry(label.getKey(), label.getValue()), key -> new ArrayList<>())
                            .add(place));
        }
    }

    /** Equal lists in one scope give the same object. */
    PeerPick pick(String scope, List<Peer> list) {
        return lists.computeIfAbsent(
                new Listed(scope, list),
                key -> list.stream().map(peer -> pick(scope, peer)).reduce(PeerPick.none(), PeerPick::or));
    }

    private PeerPick pick(String scope, Peer peer) {
        var known = peers.get(new Scoped(scope, peer));
        if (known == null) {
            known = find(scope, peer);
            peers.put(new Scoped(scope, peer), known);
        }
        return known;
    }

    private PeerPick find(String scope, Peer peer) {
        return switch (peer) {
            case Peer.AnyPeer any -> new PeerPick(true, false, new BitSet(), new BitSet());
            case Peer.ExternalPeer external -> new PeerPick(false, true, new BitSet(), new BitSet());
            case Peer.WorkloadPeer(String name) -> ofWorkloads(named(name));
            case Peer.SelectorPeer(Selector selector) -> ofWorkloads(fitting(selector));
            case Peer.CidrPeer(CidrBlock block) -> new PeerPick(false, false, new BitSet(), rangesOf(block));
            case Peer.GroupPeer(String name) ->
                policies.group(scope, name).map(this::find).orElseGet(PeerPick::none);
        };
    }

    private PeerPick find(Group group) {
        var covered = new BitSet();
        group.cidrs().forEach(block -> covered.or(rangesOf(block)));
        return new PeerPick(false, false, members(group), covered);
    }

    /** The workloads that a group names by selector or by name. */
    BitSet members(Group group) {
        var members = group.selector().map(this::fitting).orElseGet(BitSet::new);
        group.members().forEach(name -> members.or(named(name)));
        return members;
    }

    /** Whoever has one of the labels is looked at. */
    private BitSet fitting(Selector selector) {
        var wanted = selector.matchLabels().entrySet().stream().findFirst();
        if (wanted.isEmpty()) {
            return filter(workload -> fits(selector, workload.labels()));
        }
        var fitting = new BitSet();
        byLabel.getOrDefault(wanted.get(), List.of()).stream()
                .filter(place -> fits(selector, workloads.get(place).labels()))
                .forEach(fitting::set);
        return fitting;
    }

    private BitSet named(String name) {
        var named = new BitSet();
        byName.getOrDefault(name, List.of()).forEach(named::set);
        return named;
    }

    private static PeerPick ofWorkloads(BitSet picked) {
        return new PeerPick(false, false, picked, new BitSet());
    }

    private BitSet filter(Predicate<Workload> filter) {
        var picked = new BitSet();
        for (int i = 0; i < workloads.size(); i++) {
            picked.set(i, filter.test(workloads.get(i)));
        }
        return picked;
    }

    private static boolean fits(Selector selector, Labels labels) {
        for (var wanted : selector.matchLabels().entrySet()) {
            if (!Objects.equals(labels.values().get(wanted.getKey()), wanted.getValue())) {
                return false;
            }
        }
        for (var requirement : selector.matchExpressions()) {
            if (!fits(requirement, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(Requirement requirement, Labels labels) {
        var value = labels.get(requirement.key());
        boolean listed = value.isPresent() && requirement.values().contains(value.get());
        return switch (requirement.operator()) {
            case Operator.IN -> listed;
            case Operator.NOT_IN -> !listed;
            case Operator.EXISTS -> value.isPresent();
            case Operator.DOES_NOT_EXIST -> value.isEmpty();
        };
    }

    private BitSet rangesOf(CidrBlock block) {
        var known = blocks.get(block);
        if (known == null) {
            known = new BitSet();
            set(known, block.cidr().first(), block.cidr().last(), true);
            for (var hole : block.except()) {
                boolean touches = hole.family() == block.cidr().family()
                        && hole.first().compareTo(block.cidr().last()) <= 0
                        && hole.last().compareTo(block.cidr().first()) >= 0;
                if (touches) {
                    set(
                            known,
                            max(hole.first(), block.cidr().first()),
                            min(hole.last(), block.cidr().last()),
                            false);
                }
            }
            blocks.put(block, known);
        }
        return known;
    }

    private void set(BitSet covered, IpAddress first, IpAddress last, boolean value) {
        covered.set(AddressRanges.indexOf(ranges, first), AddressRanges.indexOf(ranges, last) + 1, value);
    }

    private static IpAddress max(IpAddress a, IpAddress b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static IpAddress min(IpAddress a, IpAddress b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
