package dev.damson.wire.layout;

import java.util.List;

/**
 * The facts of one port of this host, at its slot of map {@code host/ports}.
 *
 * @param ifindex of the host-side interface; 0 = no port here, or gone
 * @param domain the domain's number
 * @param domainSlot its place in {@code host/live}
 * @param kind what the port is
 * @param flags {@link #REDIRECT_PEER}
 * @param mac 6 bytes
 * @param addresses4 at most {@link #MAX_ADDRESSES}, 4 bytes each
 * @param addresses6 at most {@link #MAX_ADDRESSES}, 16 bytes each, the link-local one among them
 * @param instance slot in {@code host/instances} of a service port
 * @param quota established connections that the port may own
 * @param graceUntilNanos monotonic time; until then a UDP packet of an unknown connection may be a reply (SEMANTICS, 7)
 */
public record PortRecord(
        int ifindex,
        int domain,
        int domainSlot,
        Kind kind,
        int flags,
        byte[] mac,
        List<byte[]> addresses4,
        List<byte[]> addresses6,
        int instance,
        int quota,
        long graceUntilNanos) {

    /** The order is the kernel's number. */
    public enum Kind {
        NONE,
        WORKLOAD,
        SERVICE_IN,
        SERVICE_OUT,
        SENSOR,
        GATEWAY
    }

    /** From a port's first attach on, what it began before is still unknown for so long. */
    public static final long GRACE_NS = 600_000_000_000L;

    /** Addresses of a port that are checked in line; a port with more needs the address map (not emitted yet). */
    public static final int MAX_ADDRESSES = 8;
    /** A slot that is none: the port is on another edge. */
    public static final int NONE = -1;
    /** The slot under which what comes through the tunnel is counted; no port has it. */
    public static final int TUNNEL = Maps.MAX_PORTS - 1;
    /** The interface is a veth whose peer lives in another namespace: packets go straight to that peer. */
    public static final int REDIRECT_PEER = 1;

    public static final Struct STRUCT = Struct.named("port_record");
    public static final Field IFINDEX = STRUCT.u32("ifindex");
    public static final Field DOMAIN = STRUCT.u32("domain");
    public static final Field DOMAIN_SLOT = STRUCT.u32("domain_slot");
    public static final Field KIND = STRUCT.u16("kind");
    public static final Field FLAGS = STRUCT.u16("flags");
    public static final Field MAC = STRUCT.bytes("mac", 6);
    public static final Field RESERVED = STRUCT.u16("reserved");
    public static final Field INSTANCE = STRUCT.u32("instance");
    public static final Field QUOTA = STRUCT.u32("quota");
    public static final Field GRACE_UNTIL_NS = STRUCT.u64("grace_until_ns");
    public static final Field ADDRESSES4 = STRUCT.array("addresses4", 4 * MAX_ADDRESSES, 4);
    public static final Field ADDRESSES6 = STRUCT.array("addresses6", 16 * MAX_ADDRESSES, 8);

    public byte[] encode() {
        if (addresses4.size() > MAX_ADDRESSES || addresses6.size() > MAX_ADDRESSES) {
            throw new IllegalArgumentException("a port has at most " + MAX_ADDRESSES + " addresses of a family, not "
                    + Math.max(addresses4.size(), addresses6.size()));
        }
        var struct = STRUCT.allocate();
        IFINDEX.put(struct, ifindex);
        DOMAIN.put(struct, domain);
        DOMAIN_SLOT.put(struct, domainSlot);
        KIND.put(struct, kind.ordinal());
        FLAGS.put(struct, flags);
        MAC.put(struct, mac);
        INSTANCE.put(struct, instance);
        QUOTA.put(struct, quota);
        GRACE_UNTIL_NS.put(struct, graceUntilNanos);
        for (int i = 0; i < addresses4.size(); i++) {
            ADDRESSES4.element(i, 4).put(struct, addresses4.get(i));
        }
        for (int i = 0; i < addresses6.size(); i++) {
            ADDRESSES6.element(i, 16).put(struct, addresses6.get(i));
        }
        return struct.array();
    }
}
