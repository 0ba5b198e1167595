package dev.damson.wire.layout;

/** A record in {@code host/flow-ring}. Addresses stand in the connection's original direction. */
public final class FlowRecord {
    public static final Struct STRUCT = Struct.named("flow_record");
    /** Monotonic, as bpf_ktime_get_ns. */
    public static final Field TIME_NS = STRUCT.u64("time_ns");

    public static final Field FLOW_ID = STRUCT.u64("flow_id");
    /** As the numbers of {@code dev.damson.wire.proto.FlowKind}. */
    public static final Field KIND = STRUCT.u32("kind");

    public static final Field DOMAIN = STRUCT.u32("domain");
    public static final Field GENERATION = STRUCT.u32("generation");
    /** Slot of the port of the end that decided. */
    public static final Field PORT = STRUCT.u32("port");
    /** 1 = origin, 2 = target. */
    public static final Field END = STRUCT.u8("end");

    public static final Field FAMILY = STRUCT.u8("family");
    public static final Field PROTOCOL = STRUCT.u8("protocol");
    /** {@link VerdictRecord.Action}. */
    public static final Field ACTION = STRUCT.u8("action");

    public static final Field PENDING = STRUCT.u8("pending");
    public static final Field FLAGS = STRUCT.u8("flags");
    public static final Field RULE = STRUCT.u16("rule");
    public static final Field PENDING_RULE = STRUCT.u16("pending_rule");
    public static final Field CHAIN = STRUCT.u16("chain");
    /** Network order; ICMP: identifier. */
    public static final Field SOURCE_PORT = STRUCT.u16("source_port");
    /** Host order: destination port, or ICMP type &lt;&lt; 8 | code. */
    public static final Field SERVICE = STRUCT.u16("service");

    public static final Field ORIGIN_IDENTITY = STRUCT.u16("origin_identity");
    public static final Field TARGET_IDENTITY = STRUCT.u16("target_identity");
    public static final Field SUPPRESSED = STRUCT.u32("suppressed");
    public static final Field ORIGIN_ADDRESS = STRUCT.array("origin_address", 16, 8);
    public static final Field TARGET_ADDRESS = STRUCT.array("target_address", 16, 8);
    /** Bytes of the packet that caused the event. */
    public static final Field WIRE_LENGTH = STRUCT.u32("wire_length");

    public static final Field SEGMENTS = STRUCT.u32("segments");

    /** {@link #FLAGS}: the connection was met mid-stream. */
    public static final int MID_STREAM = 1;

    private FlowRecord() {}
}
