package dev.damson.wire.layout;

/** Header of a record in {@code host/tap-ring}; the packet's first {@link #CAPTURED} bytes follow. */
public final class TapRecord {
    /** Bytes of a packet that a record holds at most: a super-packet is cut, its wire length is kept. */
    public static final int MAX_CAPTURED = 9216;

    public static final Struct STRUCT = Struct.named("tap_record");
    /** Monotonic, as bpf_ktime_get_ns. */
    public static final Field TIME_NS = STRUCT.u64("time_ns");

    public static final Field FLOW_ID = STRUCT.u64("flow_id");
    /** {@link TapState}'s id. */
    public static final Field TAP = STRUCT.u32("tap");
    /** Slot of the port whose end the copy was made at. */
    public static final Field PORT = STRUCT.u32("port");

    public static final Field GENERATION = STRUCT.u32("generation");
    public static final Field RULE = STRUCT.u16("rule");
    public static final Field ACTION = STRUCT.u8("action");
    /** 1 against the connection's original direction. */
    public static final Field REPLY = STRUCT.u8("reply");

    public static final Field WIRE_LENGTH = STRUCT.u32("wire_length");
    public static final Field CAPTURED = STRUCT.u32("captured");
    public static final Field SEGMENTS = STRUCT.u32("segments");
    public static final Field SEGMENT_SIZE = STRUCT.u32("segment_size");
    /** 1: VLAN tag in {@link #VLAN_TCI}. */
    public static final Field VLAN_PRESENT = STRUCT.u16("vlan_present");

    public static final Field VLAN_TCI = STRUCT.u16("vlan_tci");
    /** 1 = the origin's end, 2 = the target's end. */
    public static final Field END = STRUCT.u32("end");

    private TapRecord() {}
}
