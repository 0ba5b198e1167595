package dev.damson.lab.network;

/** How an attempt to reach somebody ended, as far as the one who tried can tell. */
public enum ConnectOutcome {
    /** The other side answered and wants to talk. */
    CONNECTED,
    /** Something answered with a reset, or an ICMP error that forbids it. */
    REFUSED,
    /** Nothing answered before the deadline. */
    TIMED_OUT,
    /** The own host has no way there, or nobody answered its question for the MAC address. */
    UNREACHABLE
}
