package dev.damson.wire.layout;

/** Facts of the host that programs read: map {@code host/host}. */
public final class HostState {
    public static final Struct STRUCT = Struct.named("host_state");
    /** Unix time minus monotonic time, nanoseconds; kept fresh by the agent. */
    public static final Field WALL_OFFSET_NS = STRUCT.u64("wall_offset_ns");
    /** 1 while the tap ring's consumer sleeps and wants to be woken. */
    public static final Field TAP_SLEEPS = STRUCT.u32("tap_sleeps");

    public static final Field FLOW_SLEEPS = STRUCT.u32("flow_sleeps");

    private HostState() {}
}
