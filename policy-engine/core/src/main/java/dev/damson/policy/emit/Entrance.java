package dev.damson.policy.emit;

/** Where a packet comes in, which says what of it is to be believed. */
enum Entrance {
    /** A workload's: it may claim anything. */
    WORKLOAD_PORT,
    /** A service's: its packets carry the addresses of others. */
    SERVICE_PORT,
    /** Another edge's: it has checked the workload's claims, and speaks for its own workloads alone. */
    TUNNEL
}
