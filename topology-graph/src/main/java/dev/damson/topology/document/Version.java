package dev.damson.topology.document;

/**
 * A state of a domain: a revision with the changes of workloads that were made under it since.
 *
 * @param change 0 as it was compiled, then 1, 2, 3 …
 */
public record Version(long revision, long change) {
    private static final int CHANGE_BITS = 20;

    /** After so many changes under one revision the next one makes another revision. */
    public static final long MOST_CHANGES = (1L << CHANGE_BITS) - 1;

    /** One number, as the graph keeps it: versions are in the order of their numbers. */
    public long number() {
        return revision << CHANGE_BITS | change;
    }

    public static Version of(long number) {
        return new Version(number >> CHANGE_BITS, number & MOST_CHANGES);
    }

    /** A revision as it was compiled. */
    public static Version compiled(long revision) {
        return new Version(revision, 0);
    }

    /** A revision with every change that was made under it. */
    public static Version last(long revision) {
        return new Version(revision, MOST_CHANGES);
    }
}
