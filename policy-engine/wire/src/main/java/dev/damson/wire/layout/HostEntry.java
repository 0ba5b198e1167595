package dev.damson.wire.layout;

/**
 * Where an address of a domain lives: map {@code host/hosts}, from (domain, address) to MAC and port. It answers ARP
 * and neighbour solicitation, and decides where a packet is delivered.
 */
public final class HostEntry {
    public static final Struct KEY = Struct.named("host_key");
    public static final Field KEY_DOMAIN = KEY.u32("domain");
    /** 4 or 6. */
    public static final Field KEY_FAMILY = KEY.u32("family");
    /** IPv4 addresses take the first 4 bytes, the rest is zero. */
    public static final Field KEY_ADDRESS = KEY.array("address", 16, 8);

    public static final Struct VALUE = Struct.named("host_value");
    public static final Field MAC = VALUE.bytes("mac", 6);
    public static final Field RESERVED = VALUE.u16("reserved");
    /** Slot on this host, or {@link PortRecord#NONE} where the port is on another edge. */
    public static final Field PORT = VALUE.u32("port");
    /** IPv4 address of the other edge, network order; 0 = this host. */
    public static final Field EDGE_ADDRESS = VALUE.u32("edge_address");

    private HostEntry() {}

    public static byte[] key(int domain, byte[] address) {
        var key = KEY.allocate();
        KEY_DOMAIN.put(key, domain);
        KEY_FAMILY.put(key, address.length == 4 ? 4 : 6);
        KEY_ADDRESS.put(key, address);
        return key.array();
    }

    public static byte[] value(byte[] mac, int portSlot) {
        var value = VALUE.allocate();
        MAC.put(value, mac);
        PORT.put(value, portSlot);
        return value.array();
    }

    /** Of an address that lives on another edge. */
    public static byte[] remote(byte[] mac, byte[] edgeAddress) {
        var value = VALUE.view(value(mac, PortRecord.NONE));
        EDGE_ADDRESS.put(value, edgeAddress);
        return value.array();
    }
}
