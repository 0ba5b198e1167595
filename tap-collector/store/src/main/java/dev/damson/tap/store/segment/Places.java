package dev.damson.tap.store.segment;

/** Where a packet lies in a segment's pcapng file: the byte its section begins at, and its number in that section. */
public final class Places {
    /** More packets than a record of Kafka can hold. */
    static final int INDEX_BITS = 20;

    static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private Places() {}

    static long of(long section, int index) {
        return section << INDEX_BITS | index;
    }

    public static long section(long place) {
        return place >>> INDEX_BITS;
    }

    public static int index(long place) {
        return (int) (place & INDEX_MASK);
    }
}
