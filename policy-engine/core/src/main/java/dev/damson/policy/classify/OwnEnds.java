package dev.damson.policy.classify;

import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what counts at the end of a class of own addresses. */
final class OwnEnds {
    private final End end;
    private final Identities identities;
    private final Map<Integer, List<Integer>> rules = new HashMap<>();
    private final Map<Integer, List<Integer>> isolations = new HashMap<>();
    private final Map<Integer, List<Integer>> taps = new HashMap<>();

    OwnEnds(End end, PeerSets peers, Identities identities, Rulebook rulebook, List<OrderedTap> allTaps) {
        this.end = end;
        this.identities = identities;
        boolean source = end == End.SOURCE;
        for (int i = 0; i < rulebook.rules().size(); i++) {
            var rule = rulebook.rules().get(i);
            int peer = source ? rule.to() : rule.from();
            if ((source ? rule.atSource() : rule.atDestination())
                    && !peers.units(peer).isEmpty()) {
                add(rules, source ? rule.from() : rule.to(), i);
            }
        }
        for (int i = 0; i < rulebook.isolations().size(); i++) {
            var isolation = rulebook.isolations().get(i);
            if (isolation.direction() == direction()) {
                add(isolations, isolation.subjects(), i);
            }
        }
        for (int i = 0; i < allTaps.size(); i++) {
            var tap = allTaps.get(i);
            if (source ? tap.atOrigin() : tap.atTarget()) {
                add(taps, source ? tap.from() : tap.to(), i);
            }
        }
    }

    private static void add(Map<Integer, List<Integer>> lists, int peerSet, int place) {
        lists.computeIfAbsent(peerSet, key -> new ArrayList<>()).add(place);
    }

    private Direction direction() {
        return end == End.SOURCE ? Direction.EGRESS : Direction.INGRESS;
    }

    /** What counts for a class of addresses of one workload. */
    OwnEnd of(int own) {
        var sets = identities.peerSets(own);
        return new OwnEnd(
                end,
                picked(rules, sets),
                picked(isolations, sets),
                picked(taps, sets),
                OwnStates.observes(identities.states(own), direction()),
                end == End.DESTINATION ? identities.naming(own) : PortNames.NONE);
    }

    private static IntSet picked(Map<Integer, List<Integer>> lists, IntSet sets) {
        var picked = new BitSet();
        sets.forEach(set -> lists.getOrDefault(set, List.of()).forEach(picked::set));
        return IntSet.of(picked);
    }

    /** The rules for everybody. */
    List<Integer> rulesOfAll() {
        return rules.getOrDefault(PeerSets.EVERYBODY, List.of());
    }

    List<Integer> isolationsOfAll() {
        return isolations.getOrDefault(PeerSets.EVERYBODY, List.of());
    }

    List<Integer> tapsOfAll() {
        return taps.getOrDefault(PeerSets.EVERYBODY, List.of());
    }

    /** A set of places together with those for everybody, in order. */
    static int[] merged(IntSet own, List<Integer> ofAll) {
        var merged = new int[own.size() + ofAll.size()];
        int mine = 0;
        for (int i = 0; i < merged.length; i++) {
            int shared = i - mine;
            boolean takeOwn = shared == ofAll.size() || mine < own.size() && own.values()[mine] < ofAll.get(shared);
            merged[i] = takeOwn ? own.values()[mine++] : ofAll.get(shared);
        }
        return merged;
    }
}
