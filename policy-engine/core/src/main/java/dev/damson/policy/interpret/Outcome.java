package dev.damson.policy.interpret;

/** What happens to a packet at one end. */
public enum Outcome {
    ALLOWED,
    /** Dropped in silence. */
    DENIED,
    /** Dropped, and its sender is told. */
    REJECTED,
    /** Passed and reported: only an observed end does not drop it. */
    OBSERVED;

    public boolean passes() {
        return this == ALLOWED || this == OBSERVED;
    }
}
