package dev.damson.wire.layout;

/** What may change of a chain in place: map {@code domain/chains}, at chain number - 1. */
public record ChainRecord(boolean failOpen) {
    /** Chains of a domain. */
    public static final int MAX_CHAINS = 64;

    public static final Struct STRUCT = Struct.named("chain_record");
    public static final Field FAIL_OPEN = STRUCT.u32("fail_open");
    public static final Field RESERVED = STRUCT.u32("reserved");

    public byte[] encode() {
        var struct = STRUCT.allocate();
        FAIL_OPEN.put(struct, failOpen ? 1 : 0);
        return struct.array();
    }
}
