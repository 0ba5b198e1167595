package dev.damson.wire.topic;

import java.util.HexFormat;

/** Keys of a domain's topic, as UTF-8 text. */
public final class DomainKeys {
    /** Of the signed manifest, or of the signed removal of the domain. */
    public static final String MANIFEST = "manifest";

    /** Before every chunk of a blob. */
    public static final String BLOB = "blob/";

    /** Before every identity delta. */
    public static final String IDENTITY = "identity/";

    /** Half of what a Kafka broker takes in one record unless it is told otherwise (1 MiB). */
    public static final int CHUNK_BYTES = 512 << 10;

    private DomainKeys() {}

    /** {@code blob/<sha-256>/<chunk>}; chunks are numbered from 0. */
    public static String chunk(byte[] sha256, int number) {
        return BLOB + HexFormat.of().formatHex(sha256) + "/" + number;
    }

    /** How many chunks a blob of that size has; an empty blob has one empty chunk. */
    public static int chunks(long bytes) {
        return (int) Math.max(1, Math.ceilDiv(bytes, (long) CHUNK_BYTES));
    }
}
