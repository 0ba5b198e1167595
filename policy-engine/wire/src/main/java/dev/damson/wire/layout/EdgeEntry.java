package dev.damson.wire.layout;

/** An edge that hosts ports of a domain: map {@code host/edges}, from (domain, outer source address). */
public final class EdgeEntry {
    public static final Struct KEY = Struct.named("edge_key");
    /** The domain's number, which is the tunnel's VNI. */
    public static final Field KEY_DOMAIN = KEY.u32("domain");
    /** IPv4, network order. */
    public static final Field KEY_ADDRESS = KEY.u32("address");

    public static final Struct VALUE = Struct.named("edge_value");
    /** The domain's place in {@code host/live} of this host. */
    public static final Field DOMAIN_SLOT = VALUE.u32("domain_slot");

    private EdgeEntry() {}

    /** @param address 4 bytes */
    public static byte[] key(int domain, byte[] address) {
        var key = KEY.allocate();
        KEY_DOMAIN.put(key, domain);
        KEY_ADDRESS.put(key, address);
        return key.array();
    }

    public static byte[] value(int domainSlot) {
        var value = VALUE.allocate();
        DOMAIN_SLOT.put(value, domainSlot);
        return value.array();
    }
}
