package dev.damson.topology.traffic;

/** What was decided about observed traffic. */
public enum TrafficVerdict {
    ALLOWED,
    DENIED,
    /** Passed, but the pending policy would have dropped it. */
    WOULD_DENY
}
