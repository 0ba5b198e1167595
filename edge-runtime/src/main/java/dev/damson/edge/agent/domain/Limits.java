package dev.damson.edge.agent.domain;

/** What one revision may take of a host; more is refused before anything is loaded. */
final class Limits {
    /** One table: the widest service table has 128 KiB, a class table of a large domain some hundred. */
    static final long TABLE_BYTES = 4L << 20;

    /** All tables of one revision. */
    static final long ALL_TABLES_BYTES = 64L << 20;

    /** Programs of one revision: two for each profile and three more. */
    static final int PROGRAMS = 4_096;

    /** One identity number is two bytes, and prefixes may be more than identities. */
    static final int ADDRESS_ENTRIES = 262_144;

    private Limits() {}
}
