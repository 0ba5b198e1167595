package dev.damson.policy.ebpf.sim;

import java.util.Optional;

/**
 * A packet as it arrives at a hook, with what the kernel knows of it. Built in place; a run copies it, so one arrival
 * serves many runs.
 */
public final class Arrival {
    private static final int ETHER_TYPE_OFFSET = 12;

    final byte[] frame;
    int linear;
    int ifindex = 1;
    int ingressIfindex;
    int packetType;
    int mark;
    int priority;
    int queueMapping;
    int hash;
    int protocol;
    int wireLength;
    int gsoSegments;
    int gsoSize;
    long timestamp;
    final int[] controlBlock = new int[5];
    Optional<VlanTag> vlan = Optional.empty();
    byte[] tunnelKey = new byte[0];
    byte[] tunnelOption = new byte[0];

    private Arrival(byte[] frame) {
        this.frame = frame.clone();
        linear = frame.length;
        wireLength = frame.length;
        protocol = frame.length < ETHER_TYPE_OFFSET + 2 ? 0 : (int) Region.get(frame, ETHER_TYPE_OFFSET, 2);
    }

    /** A packet from its destination MAC address on, without a VLAN tag that the kernel keeps beside it. */
    public static Arrival of(byte[] frame) {
        return new Arrival(frame);
    }

    /** Only so many bytes can be read directly; the rest needs bpf_skb_pull_data. */
    public Arrival linear(int bytes) {
        linear = bytes;
        return this;
    }

    /** Interface of the hook. */
    public Arrival ifindex(int index) {
        ifindex = index;
        return this;
    }

    /** Interface on which the packet came into the host; 0 for one that it sends itself. */
    public Arrival ingressIfindex(int index) {
        ingressIfindex = index;
        return this;
    }

    /** PACKET_HOST 0, BROADCAST 1, MULTICAST 2, OTHERHOST 3. */
    public Arrival packetType(int type) {
        packetType = type;
        return this;
    }

    public Arrival mark(int value) {
        mark = value;
        return this;
    }

    public Arrival priority(int value) {
        priority = value;
        return this;
    }

    public Arrival queueMapping(int value) {
        queueMapping = value;
        return this;
    }

    public Arrival hash(int value) {
        hash = value;
        return this;
    }

    /** A tag beside the packet, as drivers and veth leave it. */
    public Arrival vlan(VlanTag tag) {
        vlan = Optional.of(tag);
        return this;
    }

    /** A super-packet of so many segments with so many bytes of payload each. */
    public Arrival segments(int count, int size) {
        gsoSegments = count;
        gsoSize = size;
        return this;
    }

    /** Bytes on the wire, all segments' headers included. */
    public Arrival wireLength(int bytes) {
        wireLength = bytes;
        return this;
    }

    public Arrival timestamp(long nanos) {
        timestamp = nanos;
        return this;
    }

    /** One of the five words of cb. */
    public Arrival controlBlock(int index, int value) {
        controlBlock[index] = value;
        return this;
    }

    /** A struct bpf_tunnel_key, as a tunnel device attaches it. */
    public Arrival tunnelKey(byte[] key) {
        tunnelKey = key.clone();
        return this;
    }

    /** What the tunnel's header has beside the key, such as a struct vxlan_metadata. */
    public Arrival tunnelOption(byte[] option) {
        tunnelOption = option.clone();
        return this;
    }
}
