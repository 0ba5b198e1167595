package dev.damson.wire.layout;

/** Bits of {@link Meta#FLAGS}. */
public final class MetaFlag {
    /** The connection has an entry in the table of established connections. */
    public static final int ESTABLISHED_ENTRY = 1;
    /** The connection has an entry among the half-open ones. */
    public static final int HALF_OPEN_ENTRY = 1 << 1;
    /** A mid-stream TCP segment whose own direction was denied is judged in the reverse direction now. */
    public static final int REVERSE_TRIED = 1 << 2;
    /** The entry was made by a packet that did not open the connection. */
    public static final int MID_STREAM = 1 << 3;

    /** Neither direction of a mid-stream segment is allowed: the verdict of its own direction is being fetched again. */
    public static final int REVERSE_FAILED = 1 << 4;
    /** An ICMP message that is neither an echo request nor a reply: judged alone, remembered nowhere. */
    public static final int STATELESS = 1 << 5;
    /** An ICMP echo reply. */
    public static final int ICMP_REPLY = 1 << 6;

    private MetaFlag() {}
}
