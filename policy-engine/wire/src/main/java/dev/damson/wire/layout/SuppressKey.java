package dev.damson.wire.layout;

/** Under a flood one event a second leaves for each of these; the rest is counted: map {@code host/suppress}. */
public final class SuppressKey {
    /** One event of a kind in this time. */
    public static final long PERIOD_NS = 1_000_000_000L;

    public static final Struct STRUCT = Struct.named("suppress_key");
    public static final Field PORT = STRUCT.u32("port");
    public static final Field RULE = STRUCT.u16("rule");
    public static final Field SERVICE = STRUCT.u16("service");
    public static final Field PEER = STRUCT.array("peer", 16, 8);
    public static final Field PROTOCOL = STRUCT.u8("protocol");
    public static final Field KIND = STRUCT.u8("kind");
    public static final Field RESERVED = STRUCT.u16("reserved");
    public static final Field PADDING = STRUCT.u32("padding");

    public static final Struct VALUE = Struct.named("suppress_value");
    public static final Field LAST_NS = VALUE.u64("last_ns");
    public static final Field COUNT = VALUE.u64("count");

    private SuppressKey() {}
}
