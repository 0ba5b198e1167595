package dev.damson.wire.layout;

/** Map {@code host/instance-counters} (per CPU), at the instance's slot. */
public final class InstanceCounters {
    public static final Struct STRUCT = Struct.named("instance_counters");
    public static final Field IN = STRUCT.u64("in");
    public static final Field OUT = STRUCT.u64("out");
    public static final Field NOT_FROM_FLOW = STRUCT.u64("not_from_flow");
    /** Health: the highest nonce of a probe that came through, written by the kernel. */
    public static final Field PROBE_NONCE = STRUCT.u64("probe_nonce");

    private InstanceCounters() {}
}
