package dev.damson.wire.layout;

/** Facts of the host that programs read: map {@code host/host}. */
public final class HostState {
    public static final Struct STRUCT = Struct.named("host_state");
    /** Unix time minus monotonic time, nanoseconds; kept fresh by the agent. */
    public static final Field WALL_OFFSET_NS = STRUCT.u64("wall_offset_ns");
    /** 1 while the tap ring's consumer sleeps and wants to be woken. */
    public static final Field TAP_SLEEPS = STRUCT.u32("tap_sleeps");

    public static final Field FLOW_SLEEPS = STRUCT.u32("flow_sleeps");

    /** Of the tunnel's interface; 0 = this host has none. */
    public static final Field TUNNEL_IFINDEX = STRUCT.u32("tunnel_ifindex");
    /** This host's own IPv4 address on the underlay, network order. */
    public static final Field TUNNEL_ADDRESS = STRUCT.u32("tunnel_address");
    /** Bytes of the largest IP packet that goes through the tunnel in one piece. */
    public static final Field TUNNEL_MTU = STRUCT.u32("tunnel_mtu");

    public static final Field PADDING = STRUCT.u32("padding");

    private HostState() {}
}
