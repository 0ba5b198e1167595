package dev.damson.policy.classify;

import dev.damson.policy.plan.EndTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges equal rows and columns and lays a table out as the data path reads it. */
final class TableLayout {
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

    EndTable table(Columns columns, int[] rowOfIdentity, RecordBook book) {
        var classOfColumn = new int[columns.count()];
        var first = new ArrayList<Integer>();
        var numbers = new HashMap<IntRow, Integer>();
        for (int column = 0; column < classOfColumn.length; column++) {
            var content = new int[rows.size()];
            for (int row = 0; row < content.length; row++) {
                content[row] = rows.get(row)[column];
            }
            int place = column;
            classOfColumn[column] = numbers.computeIfAbsent(new IntRow(content), added -> {
                first.add(place);
                return first.size() - 1;
            });
        }
        int stride = first.size();
        check((long) rows.size() * stride, PlanLimits.MAX_CELLS);
        PlanLimitExceeded.check(
                "peer classes of a table of " + domain, rows.size(), PlanLimits.MAX_CLASSES, "name fewer peers apart");
        var cells = new char[rows.size() * stride];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < stride; column++) {
                cells[row * stride + column] = (char) rows.get(row)[first.get(column)];
            }
        }
        return new EndTable(
                classes(rowOfIdentity),
                services(columns, classOfColumn),
                protocols(columns, classOfColumn),
                stride,
                cells,
                book.records());
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

    private SortedMap<Integer, char[]> services(Columns columns, int[] classOfColumn) {
        var services = new TreeMap<Integer, char[]>();
        for (int place = 0; place < Columns.WITH_SERVICE.size(); place++) {
            var starts = columns.starts(place);
            var classes = new int[2 * starts.length];
            boolean apart = false;
            for (int i = 0; i < starts.length; i++) {
                classes[2 * i] = starts[i];
                classes[2 * i + 1] = classOfColumn[columns.firstColumn(place) + i];
                apart |= classes[2 * i + 1] != classes[1];
            }
            if (apart) {
                services.put(
                        Columns.WITH_SERVICE.get(place),
                        serviceTables.computeIfAbsent(new IntRow(classes), TableLayout::expand));
            }
        }
        return services;
    }

    private static char[] expand(IntRow ranges) {
        var table = new char[ServiceSet.LAST + 1];
        var values = ranges.values();
        for (int i = 0; i < values.length; i += 2) {
            int end = i + 2 < values.length ? values[i + 2] : table.length;
            Arrays.fill(table, values[i], end, (char) values[i + 1]);
        }
        return table;
    }

    private static char[] protocols(Columns columns, int[] classOfColumn) {
        var classes = new char[256];
        for (int protocol = 0; protocol < classes.length; protocol++) {
            classes[protocol] = (char) classOfColumn[columns.columnOf(protocol)];
        }
        return classes;
    }
}
