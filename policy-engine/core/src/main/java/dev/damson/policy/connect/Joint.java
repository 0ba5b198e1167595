package dev.damson.policy.connect;

import dev.damson.policy.plan.EndTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The services that two tables tell apart: each with its column in either. The column of a table in two parts is that of
 * its upper one plus its stride times that of its lower one.
 */
final class Joint {
    /** The column of a table that is not there. */
    static final int NO_COLUMN = -1;

    /** Services that lie in these two columns. */
    record Cell(int fromColumn, int toColumn, Protocols services) {}

    private record Key(int fromColumn, int toColumn) {}

    private record Run(int first, int last, int column) {}

    private final Vocabulary vocabulary;
    private final IdentityHashMap<char[], List<Run>> runs = new IdentityHashMap<>();

    Joint(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Every pair of columns that some service has; together the cells are all services. */
    List<Cell> cells(Optional<EndTable> from, Optional<EndTable> to) {
        Map<Key, Map<Integer, List<Spans.Span>>> found = new LinkedHashMap<>();
        vocabulary.protocols().forEach(protocol -> {
            var left = runs(from, protocol);
            var right = runs(to, protocol);
            int i = 0;
            int j = 0;
            for (int first = 0; first <= Spans.LAST; ) {
                int last = Math.min(left.get(i).last(), right.get(j).last());
                found.computeIfAbsent(new Key(left.get(i).column(), right.get(j).column()), key -> new HashMap<>())
                        .computeIfAbsent(protocol, key -> new ArrayList<>())
                        .add(new Spans.Span(first, last));
                i += left.get(i).last() == last ? 1 : 0;
                j += right.get(j).last() == last ? 1 : 0;
                first = last + 1;
            }
        });
        var cells = new ArrayList<Cell>();
        found.forEach((key, protocols) -> {
            var services = new TreeMap<Integer, Spans>();
            protocols.forEach((protocol, spans) -> services.put(protocol, Spans.joined(spans)));
            cells.add(new Cell(key.fromColumn(), key.toColumn(), new Protocols(services)));
        });
        return cells;
    }

    private List<Run> runs(Optional<EndTable> table, int protocol) {
        if (table.isEmpty()) {
            return List.of(new Run(0, Spans.LAST, NO_COLUMN));
        }
        var upper = runs(table.get(), protocol);
        return table.get()
                .lower()
                .map(lower ->
                        pairs(upper, runs(lower.table(), protocol), table.get().stride()))
                .orElse(upper);
    }

    /** Both tables' columns as one number. */
    private static List<Run> pairs(List<Run> upper, List<Run> lower, int stride) {
        var pairs = new ArrayList<Run>();
        int i = 0;
        int j = 0;
        for (int first = 0; first <= Spans.LAST; ) {
            int last = Math.min(upper.get(i).last(), lower.get(j).last());
            pairs.add(new Run(
                    first, last, upper.get(i).column() + stride * lower.get(j).column()));
            i += upper.get(i).last() == last ? 1 : 0;
            j += lower.get(j).last() == last ? 1 : 0;
            first = last + 1;
        }
        return pairs;
    }

    private List<Run> runs(EndTable told, int protocol) {
        char[] ports = told.services().get(protocol);
        return ports == null
                ? List.of(new Run(0, Spans.LAST, told.column(told.serviceOfProtocol()[protocol])))
                : runs.computeIfAbsent(ports, Joint::runs).stream()
                        .map(run -> new Run(run.first(), run.last(), told.column(run.column())))
                        .toList();
    }

    /** Of service classes. */
    private static List<Run> runs(char[] columns) {
        var runs = new ArrayList<Run>();
        int first = 0;
        for (int i = 1; i <= columns.length; i++) {
            if (i == columns.length || columns[i] != columns[first]) {
                runs.add(new Run(first, i - 1, columns[first]));
                first = i;
            }
        }
        return runs;
    }
}
