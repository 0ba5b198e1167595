package dev.damson.wire.layout;

import java.util.List;

/**
 * Which instances serve a function now: map {@code domain/functions}. The agent fills the buckets with instances that
 * are not down, so that one that comes or goes moves only its own buckets; the kernel picks by the connection's
 * symmetric hash.
 *
 * @param buckets exactly {@link #BUCKETS} instance slots, or {@link #NO_INSTANCE} everywhere if none is left
 */
public record FunctionRecord(List<Integer> buckets) {
    /** A power of two; with at most 16 instances a function each gets several. */
    public static final int BUCKETS = 64;

    public static final int NO_INSTANCE = 0xffff;
    /** Functions of a domain. */
    public static final int MAX_FUNCTIONS = 64;

    public static final Struct STRUCT = Struct.named("function_record");
    public static final Field BUCKET = STRUCT.array("bucket", 2 * BUCKETS, 2);

    public byte[] encode() {
        var struct = STRUCT.allocate();
        for (int i = 0; i < BUCKETS; i++) {
            BUCKET.element(i, 2).put(struct, buckets.get(i));
        }
        return struct.array();
    }
}
