package dev.damson.wire.layout;

/**
 * A record in {@code host/flow-ring} of a reported connection that a program has ended, because it is denied now or its ports
 * are used anew. It begins like {@link FlowRecord}, by whose kind it is told apart.
 */
public final class ClosedRecord {
    /** The number of {@code dev.damson.wire.proto.FlowKind.CLOSED}. */
    public static final int CLOSED = 4;

    public static final Struct STRUCT = Struct.named("closed_record");
    public static final Field TIME_NS = STRUCT.u64("time_ns");
    public static final Field FLOW_ID = STRUCT.u64("flow_id");
    public static final Field KIND = STRUCT.u32("kind");
    public static final Field DOMAIN = STRUCT.u32("domain");
    public static final Field KEY = STRUCT.array("key", ConnKey.STRUCT.size(), 8);
    /** As it was before the packet that ended it. */
    public static final Field VALUE = STRUCT.array("value", ConnValue.STRUCT.size(), 8);

    private ClosedRecord() {}
}
