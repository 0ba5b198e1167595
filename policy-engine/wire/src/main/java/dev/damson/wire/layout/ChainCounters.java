package dev.damson.wire.layout;

/** Map {@code domain/chain-counters} (per CPU), at chain number - 1. */
public final class ChainCounters {
    public static final Struct STRUCT = Struct.named("chain_counters");
    /** Packets that passed by a function without a living instance (fail open). */
    public static final Field BYPASSED = STRUCT.u64("bypassed");
    /** Packets dropped because a function had no living instance (fail closed). */
    public static final Field REFUSED = STRUCT.u64("refused");

    private ChainCounters() {}
}
