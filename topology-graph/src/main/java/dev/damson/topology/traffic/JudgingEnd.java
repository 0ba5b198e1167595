package dev.damson.topology.traffic;

/** The end of a connection at which it was judged. */
public enum JudgingEnd {
    /** Leaving the port of whoever opened it. */
    SOURCE,
    /** Entering the port of whoever answers. */
    TARGET
}
