package dev.damson.policy.prove;

import dev.damson.policy.model.NamedPort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * All services of packets of one family to a destination that calls its ports in one way: pieces in which no list of
 * services begins or ends, in classes that the same lists pick.
 */
final class Services {
    private final List<Piece> pieces = new ArrayList<>();
    private final IdentityHashMap<ServicePick, BitSet> classesOfPick = new IdentityHashMap<>();
    private final int classes;

    /**
     * @param picks every distinct list of services
     * @param cuts by protocol: services before which pieces are cut besides
     */
    Services(List<ServicePick> picks, int family, Set<NamedPort> naming, Map<Integer, NavigableSet<Integer>> cuts) {
        var numbers = new HashMap<BitSet, Integer>();
        var covers = new ArrayList<BitSet>();
        picks.forEach(pick -> covers.add(new BitSet()));
        for (int protocol = 0; protocol < 256; protocol++) {
            int last = Piece.last(family, protocol);
            var starts = new TreeSet<>(cuts.getOrDefault(protocol, new TreeSet<>()));
            starts.add(0);
            for (var pick : picks) {
                pick.cut(protocol, naming, starts);
            }
            for (int start : starts.headSet(last, true)) {
                var picking = new BitSet();
                for (int i = 0; i < covers.size(); i++) {
                    picking.set(i, picks.get(i).picks(family, protocol, start, naming));
                }
                int number = numbers.computeIfAbsent(picking, added -> numbers.size());
                picking.stream().forEach(i -> covers.get(i).set(number));
                pieces.add(new Piece(protocol, start, number));
            }
        }
        classes = numbers.size();
        for (int i = 0; i < covers.size(); i++) {
            classesOfPick.put(picks.get(i), covers.get(i));
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    int classes() {
        return classes;
    }

    /** The classes that a list of services picks. */
    BitSet picked(ServicePick pick) {
        return Objects.requireNonNull(classesOfPick.get(pick));
    }
}
