package dev.damson.wire.layout;

import java.nio.ByteBuffer;

/**
 * A connection's key, the same for both directions: the smaller of the two addresses stands first, compared as the two
 * little-endian words it is stored as. ICMP echo: the low port is the identifier, the high one the request's type and
 * code.
 */
public final class ConnKey {
    public static final Struct STRUCT = Struct.named("conn_key");
    public static final Field DOMAIN = STRUCT.u32("domain");
    public static final Field PROTOCOL = STRUCT.u8("protocol");
    /** 4 or 6. */
    public static final Field FAMILY = STRUCT.u8("family");

    public static final Field RESERVED = STRUCT.u16("reserved");
    /** IPv4 addresses take the first 4 bytes, the rest is zero. */
    public static final Field LOW_ADDRESS = STRUCT.array("low_address", 16, 8);

    public static final Field HIGH_ADDRESS = STRUCT.array("high_address", 16, 8);
    /** Network order. */
    public static final Field LOW_PORT = STRUCT.u16("low_port");

    public static final Field HIGH_PORT = STRUCT.u16("high_port");
    public static final Field PADDING = STRUCT.u32("padding");

    private ConnKey() {}

    /** The 4 or 16 bytes of an address field. */
    public static byte[] address(ByteBuffer key, Field address) {
        var bytes = address.getBytes(key);
        return FAMILY.getInt(key) == 4 ? java.util.Arrays.copyOf(bytes, 4) : bytes;
    }
}
