package dev.damson.policy.classify;

import dev.damson.policy.plan.EndTable;
import dev.damson.wire.layout.VerdictRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Merges equal rows and columns and lays a table out as the data path reads it. */
final class TableLayout {
    private static final char[] NO_OWN_ROWS = {};
    private static final char[] CLASSES_ARE_COLUMNS = {};

    private final String domain;
    private final List<int[]> rows = new ArrayList<>();
    private final Map<IntRow, Integer> rowNumbers = new HashMap<>();
    private final Map<IntRow, char[]> serviceTables;

    /** @param serviceTables equal arrays are one object in all tables of a domain */
    TableLayout(String domain, Map<IntRow, char[]> serviceTables) {
        this.domain = domain;
        this.serviceTables = serviceTables;
    }

    /** The number of the row, that of an equal one if there is one. */
    int row(int[] records) {
        return rowNumbers.computeIfAbsent(new IntRow(records), row -> {
            rows.add(row.values());
            check((long) rows.size() * records.length, PlanLimits.MAX_WORKING_CELLS);
            return rows.size() - 1;
        });
    }

    private void check(long cells, long limit) {
        PlanLimitExceeded.check(
                "cells of a table of " + domain,
                cells,
                limit,
                "let rules with many different services pick fewer different peers");
    }

    /**
     * Lays out the rows that were made.
     *
     * @param columns of the rows
     * @param mostCells that the table may have
     */
    EndTable table(
            Columns columns,
            Optional<SharedServices> shared,
            int[] rowOfIdentity,
            List<VerdictRecord> records,
            int mostCells) {
        var merged = MergedColumns.of(rows, columns.count());
        check((long) rows.size() * merged.count(), mostCells);
        PlanLimitExceeded.check(
                "peer classes of a table of " + domain, rows.size(), PlanLimits.MAX_CLASSES, "name fewer peers apart");
        var services = new TreeMap<Integer, char[]>();
        for (int place = 0; place < Columns.WITH_SERVICE.size(); place++) {
            if (isApart(columns, place, merged.classOf())) {
                int protocol = Columns.WITH_SERVICE.get(place);
                var inCommon = shared.map(classes -> classes.classes().get(protocol));
                int at = place;
                services.put(protocol, inCommon.orElseGet(() -> services(columns, at, merged.classOf())));
            }
        }
        return new EndTable(
                NO_OWN_ROWS,
                classes(rowOfIdentity),
                services,
                shared.map(SharedServices::classOfProtocol).orElseGet(() -> protocols(columns, merged.classOf())),
                shared.map(classes -> classes.columns(columns, merged.classOf()))
                        .orElse(CLASSES_ARE_COLUMNS),
                merged.count(),
                cells(merged.firsts()),
                records);
    }

    private char[] cells(int[] from) {
        var cells = new char[rows.size() * from.length];
        int next = 0;
        for (var row : rows) {
            for (int column : from) {
                cells[next++] = (char) row[column];
            }
        }
        return cells;
    }

    private static boolean isApart(Columns columns, int place, int[] classOfColumn) {
        int ranges = columns.starts(place).length;
        for (int range = 1; range < ranges; range++) {
            if (classOfColumn[columns.columnOf(place, range)] != classOfColumn[columns.columnOf(place, 0)]) {
                return true;
            }
        }
        return false;
    }

    /** Identities after the last one that is not of class 0 are left out. */
    private static char[] classes(int[] rowOfIdentity) {
        int length = rowOfIdentity.length;
        while (length > 1 && rowOfIdentity[length - 1] == 0) {
            length--;
        }
        var classes = new char[length];
        for (int identity = 0; identity < length; identity++) {
            classes[identity] = (char) rowOfIdentity[identity];
        }
        return classes;
    }

    private char[] services(Columns columns, int place, int[] classOfColumn) {
        var starts = columns.starts(place);
        var ranges = new int[2 * starts.length];
        for (int range = 0; range < starts.length; range++) {
            ranges[2 * range] = starts[range];
            ranges[2 * range + 1] = classOfColumn[columns.columnOf(place, range)];
        }
        return serviceTables.computeIfAbsent(
                new IntRow(ranges), added -> columns.expand(place, column -> classOfColumn[column]));
    }

    private static char[] protocols(Columns columns, int[] classOfColumn) {
        var classes = new char[256];
        for (int protocol = 0; protocol < classes.length; protocol++) {
            classes[protocol] = (char) classOfColumn[columns.columnOf(protocol)];
        }
        return classes;
    }
}
