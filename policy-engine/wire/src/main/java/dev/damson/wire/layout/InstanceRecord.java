package dev.damson.wire.layout;

/**
 * One instance of a service function on this host: map {@code host/instances}.
 *
 * @param insidePort slot of the port where the originator's packets enter
 * @param outsidePort slot of the port where they leave
 * @param alive whether connections may be sent to it
 * @param insideMac locally administered; stands for the originator's side towards the instance
 * @param outsideMac likewise for the responder's side
 */
public record InstanceRecord(int insidePort, int outsidePort, boolean alive, byte[] insideMac, byte[] outsideMac) {
    public static final Struct STRUCT = Struct.named("instance_record");
    public static final Field INSIDE_PORT = STRUCT.u32("inside_port");
    public static final Field OUTSIDE_PORT = STRUCT.u32("outside_port");
    public static final Field ALIVE = STRUCT.u32("alive");
    public static final Field INSIDE_MAC = STRUCT.bytes("inside_mac", 6);
    public static final Field OUTSIDE_MAC = STRUCT.bytes("outside_mac", 6);

    /** 02:da:6d:00:hi:lo with 02 inside, 03 outside in the fourth byte: locally administered, one pair an instance. */
    public static byte[] mac(int instanceSlot, boolean inside) {
        return new byte[] {
            0x02, (byte) 0xda, 0x6d, (byte) (inside ? 0x02 : 0x03), (byte) (instanceSlot >>> 8), (byte) instanceSlot
        };
    }

    public byte[] encode() {
        var struct = STRUCT.allocate();
        INSIDE_PORT.put(struct, insidePort);
        OUTSIDE_PORT.put(struct, outsidePort);
        ALIVE.put(struct, alive ? 1 : 0);
        INSIDE_MAC.put(struct, insideMac);
        OUTSIDE_MAC.put(struct, outsideMac);
        return struct.array();
    }
}
