package dev.damson.policy.classify;

import java.util.Arrays;

/** Numbers in a row; equal by content, so that it can be a key. */
record IntRow(int[] values) {
    @Override
    public boolean equals(Object other) {
        return other instanceof IntRow row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
