package dev.damson.wire.layout;

/** The state of one connection. Directions: 0 = original (originator to responder), 1 = reply. */
public final class ConnValue {
    /** Functions that one connection passes at most (ARCHITECTURE: chains). */
    public static final int MAX_HOPS = 8;

    public static final Struct STRUCT = Struct.named("conn_value");
    public static final Field CREATED_NS = STRUCT.u64("created_ns");
    public static final Field LAST_SEEN_NS = STRUCT.u64("last_seen_ns");
    public static final Field FLOW_ID = STRUCT.u64("flow_id");
    /** 1: the key's low side opened the connection, 0: the high side. */
    public static final Field LOW_IS_ORIGIN = STRUCT.u8("low_is_origin");
    /** TCP flags seen in direction 0 and 1 (FIN 1, SYN 2, RST 4, ACK 16). */
    public static final Field TCP_FORWARD = STRUCT.u8("tcp_forward");

    public static final Field TCP_REVERSE = STRUCT.u8("tcp_reverse");
    public static final Field HOPS = STRUCT.u8("hops");
    /** {@link #REPLIED}, {@link #MID_STREAM}, {@link #LOGGED}. */
    public static final Field FLAGS = STRUCT.u32("flags");

    /** Port slots on this host, or {@link PortRecord#NONE}. */
    public static final Field ORIGIN_PORT = STRUCT.u32("origin_port");

    public static final Field TARGET_PORT = STRUCT.u32("target_port");
    public static final Field ORIGIN_SLOT = STRUCT.array("origin_slot", Slot.STRUCT.size(), 8);
    public static final Field TARGET_SLOT = STRUCT.array("target_slot", Slot.STRUCT.size(), 8);
    /** For each hop: function (u16), instance slot (u16); {@link FunctionRecord#NO_INSTANCE} = passed by. */
    public static final Field HOP = STRUCT.array("hop", 4 * MAX_HOPS, 4);

    public static final Field PACKETS_FORWARD = STRUCT.u64("packets_forward");
    public static final Field BYTES_FORWARD = STRUCT.u64("bytes_forward");
    public static final Field PACKETS_REVERSE = STRUCT.u64("packets_reverse");
    public static final Field BYTES_REVERSE = STRUCT.u64("bytes_reverse");
    /** Generation that judged last. */
    public static final Field GENERATION = STRUCT.u32("generation");

    public static final Field ORIGIN_IDENTITY = STRUCT.u16("origin_identity");
    public static final Field TARGET_IDENTITY = STRUCT.u16("target_identity");
    /** Destination port in host order, or ICMP type &lt;&lt; 8 | code, that was judged. */
    public static final Field SERVICE = STRUCT.u16("service");

    /** Mark of the chain that the originator's edge runs, where that is another one; 0 = none. */
    public static final Field ORIGIN_MARK = STRUCT.u16("origin_mark");

    public static final Field PADDING = STRUCT.u32("padding");

    public static final int REPLIED = 1;
    public static final int MID_STREAM = 1 << 1;
    /** Its events are reported: a new one was, the closing one will be. */
    public static final int LOGGED = 1 << 2;

    private ConnValue() {}
}
