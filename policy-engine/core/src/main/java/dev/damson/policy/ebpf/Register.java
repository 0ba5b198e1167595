package dev.damson.policy.ebpf;

/**
 * The eleven registers. R0 holds results, R1 to R5 arguments (lost at each call), R6 to R9 survive calls, R10 is the
 * read-only frame pointer.
 */
public enum Register {
    R0,
    R1,
    R2,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10;

    /** Number in an instruction's register field. */
    public int number() {
        return ordinal();
    }
}
