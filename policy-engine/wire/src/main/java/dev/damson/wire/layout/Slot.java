package dev.damson.wire.layout;

/** The judgement of one end of a connection. */
public final class Slot {
    public static final Struct STRUCT = Struct.named("slot");

    /** The domain's epoch it was judged in; 0: never judged. */
    public static final Field EPOCH = STRUCT.u32("epoch");

    public static final Field ACTION = STRUCT.u8("action");
    public static final Field PENDING = STRUCT.u8("pending");
    /** {@link VerdictRecord}'s flags. */
    public static final Field FLAGS = STRUCT.u16("flags");

    public static final Field RULE = STRUCT.u16("rule");
    public static final Field PENDING_RULE = STRUCT.u16("pending_rule");
    /** Chain number, 0 = none. */
    public static final Field CHAIN = STRUCT.u16("chain");

    public static final Field RESERVED = STRUCT.u16("reserved");
    /** One bit for each tap of the revision. */
    public static final Field TAPS = STRUCT.u64("taps");

    private Slot() {}
}
