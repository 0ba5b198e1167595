package dev.damson.policy.classify;

import dev.damson.policy.classify.ServiceSet.PortLabel;
import dev.damson.policy.classify.ServiceSet.Range;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The services that a table's rules can tell apart: the elementary ranges of each protocol with ports or types, each
 * other protocol that is named, and the rest.
 */
final class Columns {
    /** Protocols whose packets have a 16-bit service. */
    static final List<Integer> WITH_SERVICE = List.of(1, 6, 17, 58, 132);

    private final int[][] starts = new int[WITH_SERVICE.size()][];
    private final int[] firstColumn = new int[WITH_SERVICE.size()];
    private final int[] columnOfProtocol = new int[256];
    private final int count;

    /** @param ports every port that may stand for a name here */
    Columns(Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> ports) {
        var cuts = cuts(sets, ports);
        int column = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = cuts.get(i).stream().mapToInt(Integer::intValue).toArray();
            firstColumn[i] = column;
            column += starts[i].length;
        }
        int rest = column++;
        Arrays.fill(columnOfProtocol, rest);
        for (int protocol : others(sets)) {
            columnOfProtocol[protocol] = column++;
        }
        for (int i = 0; i < starts.length; i++) {
            columnOfProtocol[WITH_SERVICE.get(i)] = firstColumn[i];
        }
        count = column;
    }

    private static List<Set<Integer>> cuts(
            Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> ports) {
        List<Set<Integer>> cuts = WITH_SERVICE.stream()
                .<Set<Integer>>map(protocol -> new TreeSet<>(List.of(0)))
                .toList();
        for (var set : sets) {
            set.ranges().forEach(range -> cut(cuts, range));
            for (var name : set.names()) {
                ports.apply(name).forEach(port -> cut(cuts, new Range(name.protocol(), port, port)));
            }
        }
        return cuts;
    }

    private static void cut(List<Set<Integer>> cuts, Range range) {
        var own = cuts.get(WITH_SERVICE.indexOf(range.protocol()));
        own.add(range.first());
        if (range.last() < ServiceSet.LAST) {
            own.add(range.last() + 1);
        }
    }

    private static Set<Integer> others(Collection<ServiceSet> sets) {
        var others = new TreeSet<Integer>();
        sets.forEach(set -> set.protocols().forEach(others::add));
        others.removeAll(WITH_SERVICE);
        return others;
    }

    int count() {
        return count;
    }

    /** The first service of each elementary range of a protocol in {@link #WITH_SERVICE}. */
    int[] starts(int place) {
        return starts[place];
    }

    /** The column of its first range; the others follow. */
    int firstColumn(int place) {
        return firstColumn[place];
    }

    /** Of a protocol with services the column of its first range. */
    int columnOf(int protocol) {
        return columnOfProtocol[protocol];
    }

    /** The columns of a set of services for a peer of some family, with the ports that names stand for. */
    BitSet cover(ServiceSet set, int family, Function<PortLabel, IntSet> ports) {
        var cover = new BitSet(count);
        if (set.everything()) {
            cover.set(0, count);
            return cover;
        }
        set.protocols().forEach(protocol -> cover(cover, protocol));
        for (var range : set.ranges()) {
            if (ServiceSet.runsIn(range.protocol(), family)) {
                cover(cover, range);
            }
        }
        for (var name : set.names()) {
            ports.apply(name).forEach(port -> cover(cover, new Range(name.protocol(), port, port)));
        }
        return cover;
    }

    private void cover(BitSet cover, int protocol) {
        int place = WITH_SERVICE.indexOf(protocol);
        if (place < 0) {
            cover.set(columnOfProtocol[protocol]);
        } else {
            cover.set(firstColumn[place], firstColumn[place] + starts[place].length);
        }
    }

    private void cover(BitSet cover, Range range) {
        int place = WITH_SERVICE.indexOf(range.protocol());
        int from = Arrays.binarySearch(starts[place], range.first());
        int to = range.last() == ServiceSet.LAST
                ? starts[place].length
                : Arrays.binarySearch(starts[place], range.last() + 1);
        cover.set(firstColumn[place] + from, firstColumn[place] + to);
    }
}
