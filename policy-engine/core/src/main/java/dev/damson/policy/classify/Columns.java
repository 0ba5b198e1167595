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
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The services that rules can tell apart. Pieces are the elementary ranges of each protocol with ports or types, each
 * other protocol that is named, and the rest; a column is one piece, or all pieces that the same lists of services
 * cover.
 */
final class Columns {
    /** Protocols whose packets have a 16-bit service. */
    static final List<Integer> WITH_SERVICE = List.of(1, 6, 17, 58, 132);

    private final int[][] starts = new int[WITH_SERVICE.size()][];
    private final int[] firstPiece = new int[WITH_SERVICE.size()];
    private final int[] pieceOfProtocol = new int[256];
    private final int[] columnOfPiece;
    private int count;

    private Columns(Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> ports) {
        var cuts = cuts(sets, ports);
        int piece = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = cuts.get(i).stream().mapToInt(Integer::intValue).toArray();
            firstPiece[i] = piece;
            piece += starts[i].length;
        }
        int rest = piece++;
        Arrays.fill(pieceOfProtocol, rest);
        for (int protocol : others(sets)) {
            pieceOfProtocol[protocol] = piece++;
        }
        for (int i = 0; i < starts.length; i++) {
            pieceOfProtocol[WITH_SERVICE.get(i)] = firstPiece[i];
        }
        count = piece;
        columnOfPiece = new int[count];
        Arrays.setAll(columnOfPiece, i -> i);
    }

    /**
     * Every piece is a column.
     *
     * @param ports every port that may stand for a name here
     */
    static Columns apart(Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> ports) {
        return new Columns(sets, ports);
    }

    /** Pieces are one column where every set covers both or neither, in either family and whatever names stand for. */
    static Columns merged(Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> ports) {
        var columns = new Columns(sets, ports);
        columns.merge(sets, ports);
        return columns;
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

    private void merge(Collection<ServiceSet> sets, Function<PortLabel, Collection<Integer>> ports) {
        var partition = new Partition(count);
        var named = new BitSet();
        for (var set : sets) {
            split(partition, cover(set, 0, label -> IntSet.EMPTY));
            for (var name : set.names()) {
                ports.apply(name).forEach(port -> cover(named, new Range(name.protocol(), port, port)));
            }
        }
        named.stream().forEach(piece -> partition.split(Partition.UNMARKED, IntSet.of(piece)));
        // ICMP has no types in packets of the other family: there its ranges cover nothing.
        for (int protocol : List.of(ServiceSet.ICMP, ServiceSet.ICMPV6)) {
            var pieces = new BitSet();
            cover(pieces, protocol);
            split(partition, pieces);
        }
        var classes = partition.classes();
        System.arraycopy(classes.of(), 0, columnOfPiece, 0, count);
        count = classes.count();
    }

    private static void split(Partition partition, BitSet pieces) {
        partition.split(Partition.UNMARKED, IntSet.of(pieces));
    }

    /** Every piece with its column: equal for columns that are alike. */
    IntRow shape() {
        var shape = IntStream.builder();
        for (var pieces : starts) {
            shape.add(pieces.length);
            Arrays.stream(pieces).forEach(shape);
        }
        Arrays.stream(pieceOfProtocol).forEach(shape);
        Arrays.stream(columnOfPiece).forEach(shape);
        return new IntRow(shape.build().toArray());
    }

    int count() {
        return count;
    }

    /** The first service of each elementary range of a protocol in {@link #WITH_SERVICE}. */
    int[] starts(int place) {
        return starts[place];
    }

    /** The column of an elementary range of a protocol in {@link #WITH_SERVICE}. */
    int columnOf(int place, int range) {
        return columnOfPiece[firstPiece[place] + range];
    }

    /** Of a protocol with services the column of its first range. */
    int columnOf(int protocol) {
        return columnOfPiece[pieceOfProtocol[protocol]];
    }

    /** A number for each of the 65,536 services of a protocol in {@link #WITH_SERVICE}: that of its column. */
    char[] expand(int place, IntUnaryOperator numberOfColumn) {
        var table = new char[ServiceSet.LAST + 1];
        for (int range = 0; range < starts[place].length; range++) {
            int end = range + 1 < starts[place].length ? starts[place][range + 1] : table.length;
            Arrays.fill(table, starts[place][range], end, (char) numberOfColumn.applyAsInt(columnOf(place, range)));
        }
        return table;
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
            cover.set(columnOf(protocol));
        } else {
            cover(cover, place, 0, starts[place].length);
        }
    }

    private void cover(BitSet cover, Range range) {
        int place = WITH_SERVICE.indexOf(range.protocol());
        int from = Arrays.binarySearch(starts[place], range.first());
        int to = range.last() == ServiceSet.LAST
                ? starts[place].length
                : Arrays.binarySearch(starts[place], range.last() + 1);
        cover(cover, place, from, to);
    }

    private void cover(BitSet cover, int place, int from, int to) {
        for (int range = from; range < to; range++) {
            cover.set(columnOf(place, range));
        }
    }
}
