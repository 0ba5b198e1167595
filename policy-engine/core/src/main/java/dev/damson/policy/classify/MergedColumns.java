package dev.damson.policy.classify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Columns of equal content as numbered classes, in the order of their first columns.
 *
 * @param classOf index: column
 * @param firsts index: class; value: its first column
 */
record MergedColumns(int[] classOf, int[] firsts) {
    /** Odd, so that a multiplication loses nothing. */
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    static MergedColumns of(List<int[]> rows, int columns) {
        var numbers = new HashMap<Long, Integer>();
        var merged = number(columns, hashes(rows, columns), numbers);
        return merged.isExact(rows) ? merged : number(columns, contents(rows, columns), new HashMap<>());
    }

    private static <K> MergedColumns number(int columns, K[] keys, HashMap<K, Integer> numbers) {
        var classOf = new int[columns];
        var firsts = new int[columns];
        for (int column = 0; column < columns; column++) {
            int next = numbers.size();
            var known = numbers.putIfAbsent(keys[column], next);
            if (known == null) {
                firsts[next] = column;
            }
            classOf[column] = known == null ? next : known;
        }
        return new MergedColumns(classOf, Arrays.copyOf(firsts, numbers.size()));
    }

    /** Row by row, since a row lies together in memory. */
    private static Long[] hashes(List<int[]> rows, int columns) {
        var hashes = new long[columns];
        for (var row : rows) {
            for (int column = 0; column < columns; column++) {
                hashes[column] = (hashes[column] ^ row[column]) * FACTOR + (hashes[column] >>> 29);
            }
        }
        return Arrays.stream(hashes).boxed().toArray(Long[]::new);
    }

    /** Whether no two columns merely have the same hash. */
    private boolean isExact(List<int[]> rows) {
        for (var row : rows) {
            for (int column = 0; column < classOf.length; column++) {
                if (row[column] != row[firsts[classOf[column]]]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static IntRow[] contents(List<int[]> rows, int columns) {
        var contents = new IntRow[columns];
        for (int column = 0; column < columns; column++) {
            int place = column;
            contents[column] =
                    new IntRow(rows.stream().mapToInt(row -> row[place]).toArray());
        }
        return contents;
    }

    int count() {
        return firsts.length;
    }

    int first(int number) {
        return firsts[number];
    }
}
