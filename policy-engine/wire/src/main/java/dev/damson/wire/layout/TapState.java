package dev.damson.wire.layout;

/**
 * A tap on this host: map {@code domain/taps}, at the tap's bit.
 *
 * @param active 0 stops it at once
 * @param snapLength bytes to copy of a packet; 0 = up to the end of the transport header
 * @param sampleOneIn a connection is copied if its flow id's low 32 bits, modulo this, are 0; 1 = every one
 * @param expiresUnixNanos 0 = never
 * @param bucketLimit packets that may burst; 0 = no limit
 * @param nanosPerPacket the token bucket's period
 * @param id number that the ring's records carry
 */
public record TapState(
        boolean active,
        int snapLength,
        int sampleOneIn,
        long expiresUnixNanos,
        int bucketLimit,
        long nanosPerPacket,
        int id) {
    /** Taps of one revision: bits of a u64. */
    public static final int MAX_TAPS = 64;

    public static final Struct STRUCT = Struct.named("tap_state");
    public static final Field ACTIVE = STRUCT.u32("active");
    public static final Field SNAP_LENGTH = STRUCT.u32("snap_length");
    public static final Field SAMPLE_ONE_IN = STRUCT.u32("sample_one_in");
    public static final Field BUCKET_LIMIT = STRUCT.u32("bucket_limit");
    public static final Field EXPIRES = STRUCT.u64("expires_unix_nanos");
    public static final Field NANOS_PER_PACKET = STRUCT.u64("nanos_per_packet");
    /** Kernel state: monotonic time up to which tokens are spent. */
    public static final Field SPENT_UNTIL_NS = STRUCT.u64("spent_until_ns");

    public static final Field COPIED = STRUCT.u64("copied");
    public static final Field LOST_RING = STRUCT.u64("lost_ring");
    public static final Field LOST_RATE = STRUCT.u64("lost_rate");
    public static final Field ID = STRUCT.u32("id");
    public static final Field RESERVED = STRUCT.u32("reserved");

    public byte[] encode() {
        var struct = STRUCT.allocate();
        ACTIVE.put(struct, active ? 1 : 0);
        SNAP_LENGTH.put(struct, snapLength);
        SAMPLE_ONE_IN.put(struct, sampleOneIn);
        BUCKET_LIMIT.put(struct, bucketLimit);
        EXPIRES.put(struct, expiresUnixNanos);
        NANOS_PER_PACKET.put(struct, nanosPerPacket);
        ID.put(struct, id);
        return struct.array();
    }
}
