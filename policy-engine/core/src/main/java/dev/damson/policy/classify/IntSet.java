package dev.damson.policy.classify;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;

/** Distinct numbers in ascending order; equal by content. */
record IntSet(int[] values) {
    static final IntSet EMPTY = new IntSet(new int[0]);

    static IntSet of(BitSet bits) {
        return bits.isEmpty() ? EMPTY : new IntSet(bits.stream().toArray());
    }

    static IntSet of(Collection<Integer> numbers) {
        return numbers.isEmpty()
                ? EMPTY
                : new IntSet(numbers.stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .distinct()
                        .toArray());
    }

    static IntSet of(int number) {
        return new IntSet(new int[] {number});
    }

    void forEach(IntConsumer consumer) {
        for (int value : values) {
            consumer.accept(value);
        }
    }

    List<Integer> toList() {
        return Arrays.stream(values).boxed().toList();
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    int size() {
        return values.length;
    }

    boolean contains(int number) {
        return Arrays.binarySearch(values, number) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntSet set && Arrays.equals(values, set.values);
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
