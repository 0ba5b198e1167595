package dev.damson.policy.classify;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists of peers as numbered sets of units; lists that pick the same units have the same number. */
final class PeerSets {
    /** The number of the set that every address belongs to. */
    static final int EVERYBODY = 0;

    /** A list of peers in an object of {@code scope}. */
    record Listed(String scope, List<Peer> peers) {}

    private record Scoped(String scope, Peer peer) {}

    private final PolicySet policies;
    private final LabelIndex labels;
    private final AddressSpace space;
    private final Map<CidrBlock, BitSet> unitsOfBlock = new HashMap<>();
    private final Map<Listed, Integer> lists = new HashMap<>();
    private final Map<Scoped, BitSet> peers = new HashMap<>();
    private final Map<IntSet, Integer> numbers = new HashMap<>();
    private final List<IntSet> sets = new ArrayList<>();

    PeerSets(PolicySet policies, LabelIndex labels, AddressSpace space, List<CidrBlock> blocks) {
        this.policies = policies;
        this.labels = labels;
        this.space = space;
        var unitsOf = new ArrayList<BitSet>();
        blocks.forEach(block -> unitsOf.add(new BitSet()));
        for (int i = 0; i < space.units().size(); i++) {
            int unit = i;
            space.units().get(i).blocks().forEach(block -> unitsOf.get(block).set(unit));
        }
        for (int i = 0; i < blocks.size(); i++) {
            unitsOfBlock.put(blocks.get(i), unitsOf.get(i));
        }
        number(IntSet.of(everybody()));
    }

    /** The number of a list in an object of {@code scope}. */
    int number(String scope, List<Peer> list) {
        return lists.computeIfAbsent(new Listed(scope, list), listed -> {
            if (list.size() == 1) {
                return number(IntSet.of(units(scope, list.getFirst())));
            }
            var union = new BitSet();
            list.forEach(peer -> union.or(units(scope, peer)));
            return number(IntSet.of(union));
        });
    }

    /** Every list that was asked for, with its number. */
    Map<Listed, Integer> lists() {
        return lists;
    }

    int size() {
        return sets.size();
    }

    /** The units of a numbered set. */
    IntSet units(int number) {
        return sets.get(number);
    }

    private int number(IntSet units) {
        return numbers.computeIfAbsent(units, added -> {
            sets.add(added);
            return sets.size() - 1;
        });
    }

    private BitSet everybody() {
        var all = new BitSet();
        all.set(0, space.units().size());
        return all;
    }

    private BitSet units(String scope, Peer peer) {
        return peers.computeIfAbsent(new Scoped(scope, peer), key -> find(scope, peer));
    }

    private BitSet find(String scope, Peer peer) {
        return switch (peer) {
            case Peer.AnyPeer any -> everybody();
            case Peer.ExternalPeer external -> outside();
            case Peer.WorkloadPeer(var name) -> space.unitsOf(labels.named(name));
            case Peer.SelectorPeer(var selector) -> space.unitsOf(labels.picked(selector));
            case Peer.CidrPeer(var block) -> unitsOfBlock.getOrDefault(block, new BitSet());
            case Peer.GroupPeer(var name) ->
                policies.group(scope, name).map(this::unitsOf).orElseGet(BitSet::new);
        };
    }

    private BitSet outside() {
        var outside = new BitSet();
        for (int unit = 0; unit < space.units().size(); unit++) {
            outside.set(unit, space.units().get(unit).isOutside());
        }
        return outside;
    }

    BitSet unitsOf(Group group) {
        var members = space.unitsOf(labels.named(group));
        group.cidrs().forEach(block -> members.or(unitsOfBlock.getOrDefault(block, new BitSet())));
        return members;
    }
}
