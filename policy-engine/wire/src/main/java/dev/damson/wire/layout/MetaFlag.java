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

    private MetaFlag() {}
}
