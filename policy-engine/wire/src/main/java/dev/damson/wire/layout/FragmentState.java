package dev.damson.wire.layout;

/**
 * A datagram of which the first fragment was seen: map {@code domain/fragments}. Its later fragments have no ports of their
 * own; with these they are packets of the same connection.
 */
public final class FragmentState {
    /** Fragments of one datagram come within this time (SEMANTICS, 10). */
    public static final long LIFETIME_NS = 30_000_000_000L;

    /** Units of 8 bytes in the longest datagram. */
    public static final int UNITS = 8_192;

    public static final Struct KEY = Struct.named("fragment_key");
    public static final Field KEY_DOMAIN = KEY.u32("domain");
    /** Slot of the port that the fragments entered from. */
    public static final Field KEY_PORT = KEY.u32("port");

    public static final Field KEY_SOURCE = KEY.array("source", 16, 8);
    public static final Field KEY_DESTINATION = KEY.array("destination", 16, 8);
    public static final Field KEY_ID = KEY.u32("id");
    /** IPv4 only: in IPv6 the first fragment's says what the datagram is (RFC 8200, 4.5). */
    public static final Field KEY_PROTOCOL = KEY.u8("protocol");

    public static final Field KEY_FAMILY = KEY.u8("family");
    public static final Field KEY_RESERVED = KEY.u16("reserved");

    public static final Struct VALUE = Struct.named("fragment_state");
    public static final Field FIRST_NS = VALUE.u64("first_ns");
    /** The following as in {@link Meta}. */
    public static final Field SOURCE_PORT = VALUE.u16("source_port");

    public static final Field DESTINATION_PORT = VALUE.u16("destination_port");
    public static final Field SERVICE = VALUE.u16("service");
    public static final Field FLAGS = VALUE.u16("flags");
    public static final Field PROTOCOL = VALUE.u8("protocol");
    public static final Field TCP_FLAGS = VALUE.u8("tcp_flags");
    /** Units that the datagram has, once its last fragment was seen; 0 before. */
    public static final Field TOTAL = VALUE.u16("total");

    public static final Field SEEN = VALUE.u32("seen");
    /** One bit for each unit that was seen. */
    public static final Field BITS = VALUE.array("bits", UNITS / 8, 8);

    private FragmentState() {}
}
