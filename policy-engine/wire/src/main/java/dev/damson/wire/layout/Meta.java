package dev.damson.wire.layout;

/**
 * What the programs of one packet hand to each other: one element per CPU. The dispatcher writes the first part, the
 * ingress program parses, the judging programs fill the two verdict slots, the finish program completes.
 */
public final class Meta {
    public static final Struct STRUCT = Struct.named("meta");

    public static final Field NOW_NS = STRUCT.u64("now_ns");
    public static final Field GENERATION = STRUCT.u32("generation");
    public static final Field EPOCH = STRUCT.u32("epoch");
    /** Slot of the port that the packet entered from, or {@link PortRecord#TUNNEL}. */
    public static final Field PORT = STRUCT.u32("port");

    public static final Field DOMAIN = STRUCT.u32("domain");
    public static final Field DOMAIN_SLOT = STRUCT.u32("domain_slot");
    /** Slot of the port that the packet goes to, or {@link PortRecord#NONE} where that is on another edge. */
    public static final Field PEER_PORT = STRUCT.u32("peer_port");

    /** 4 or 6. */
    public static final Field FAMILY = STRUCT.u8("family");

    public static final Field PROTOCOL = STRUCT.u8("protocol");
    public static final Field L4_OFFSET = STRUCT.u16("l4_offset");
    public static final Field TCP_FLAGS = STRUCT.u8("tcp_flags");
    /** 1 while the packet runs against its connection's original direction. */
    public static final Field REPLY = STRUCT.u8("reply");
    /** Bits of {@link MetaFlag}. */
    public static final Field FLAGS = STRUCT.u16("flags");

    /** Of the packet, network order; ICMP: identifier in the source port, type and code in the destination port. */
    public static final Field SOURCE_PORT = STRUCT.u16("source_port");

    public static final Field DESTINATION_PORT = STRUCT.u16("destination_port");
    public static final Field WIRE_LENGTH = STRUCT.u32("wire_length");
    public static final Field SOURCE = STRUCT.array("source", 16, 8);
    public static final Field DESTINATION = STRUCT.array("destination", 16, 8);
    public static final Field KEY = STRUCT.array("key", 48, 8);

    /** The connection's original direction, as it is judged. */
    public static final Field ORIGIN_PORT_SLOT = STRUCT.u32("origin_port_slot");

    public static final Field TARGET_PORT_SLOT = STRUCT.u32("target_port_slot");
    public static final Field ORIGIN_ADDRESS = STRUCT.array("origin_address", 16, 8);
    public static final Field TARGET_ADDRESS = STRUCT.array("target_address", 16, 8);
    /** What selects the service: destination port in host order, or ICMP type &lt;&lt; 8 | code. */
    public static final Field SERVICE = STRUCT.u16("service");
    /** {@link #ORIGIN_END} and {@link #TARGET_END} bits: ends of this connection that still have to be judged. */
    public static final Field TO_JUDGE = STRUCT.u8("to_judge");

    /** 1 where the packet's source is the low side of the connection's key. */
    public static final Field SOURCE_IS_LOW = STRUCT.u8("source_is_low");
    /** Packets on the wire that this (super-)packet stands for. */
    public static final Field SEGMENTS = STRUCT.u32("segments");

    public static final Field ORIGIN_SLOT = STRUCT.array("origin_slot", Slot.STRUCT.size(), 8);
    public static final Field TARGET_SLOT = STRUCT.array("target_slot", Slot.STRUCT.size(), 8);
    public static final Field FLOW_ID = STRUCT.u64("flow_id");
    public static final Field ORIGIN_IDENTITY = STRUCT.u16("origin_identity");
    public static final Field TARGET_IDENTITY = STRUCT.u16("target_identity");
    /** Bytes from the start of the frame to the end of the transport header. */
    public static final Field HEADER_END = STRUCT.u16("header_end");

    /** 0 for a whole packet; otherwise {@link #MORE_FRAGMENTS} and the offset in units of 8 bytes. */
    public static final Field FRAGMENT = STRUCT.u16("fragment");

    public static final Field FRAGMENT_ID = STRUCT.u32("fragment_id");
    /** Bytes of the datagram that this fragment carries. */
    public static final Field FRAGMENT_LENGTH = STRUCT.u16("fragment_length");

    public static final Field RESERVED = STRUCT.u16("reserved");
    /** Units of 8 bytes that remain to be marked: from here, and up to there. */
    public static final Field FRAGMENT_UNIT = STRUCT.u32("fragment_unit");

    public static final Field FRAGMENT_UNIT_END = STRUCT.u32("fragment_unit_end");

    /** IPv4 address, network order, of the edge that the packet came from; 0 = from a port of this host. */
    public static final Field EDGE = STRUCT.u32("edge");

    /** Mark of the chain that the originator's edge has run, where the packet came from it; 0 = none. */
    public static final Field CHAIN_MARK = STRUCT.u32("chain_mark");

    /** {@link #FRAGMENT}: not the last one. */
    public static final int MORE_FRAGMENTS = 1 << 13;
    /** {@link #FRAGMENT}: the offset's bits. */
    public static final int FRAGMENT_OFFSET = MORE_FRAGMENTS - 1;

    public static final int ORIGIN_END = 1;
    public static final int TARGET_END = 2;

    private Meta() {}
}
