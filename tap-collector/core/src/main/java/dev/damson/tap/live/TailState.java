package dev.damson.tap.live;

/** What can be said of a tail. */
public enum TailState {
    /** Not connected yet. */
    CONNECTING,
    /** Kafka answers. */
    CONNECTED,
    /** Kafka does not answer; it is tried again, and goes on where it stopped. */
    RECONNECTING,
    /** The tap has ended and everything it gave was delivered. */
    EXPIRED,
    CLOSED
}
