package dev.damson.policy.plan;

import java.util.Arrays;

/**
 * What settles the open places of a table that would be too large as one: the rules behind the upper table's in a table
 * of their own, whose cells are columns of {@code joined}.
 *
 * @param table without records
 * @param width columns of {@code joined}
 * @param joined a row for each open place of the upper table: indexes into its records
 */
public record LowerTable(EndTable table, int width, char[] joined) {
    int record(int open, int cell) {
        return joined[open * width + table.cells()[cell]];
    }

    /** How many open places there are. */
    public int open() {
        return joined.length / width;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LowerTable that
                && width == that.width
                && table.equals(that.table)
                && Arrays.equals(joined, that.joined);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + joined.length;
    }
}
