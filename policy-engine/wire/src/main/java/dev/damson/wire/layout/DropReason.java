package dev.damson.wire.layout;

import java.util.Locale;

/** Why a packet was dropped. The order is the index in {@code host/drops}; new ones go to the end. */
public enum DropReason {
    NO_REVISION,
    NO_PROGRAM,
    MALFORMED,
    ETHERTYPE,
    VLAN,
    SPOOFED_MAC,
    SPOOFED_ADDRESS,
    SPOOFED_ARP,
    SPOOFED_NEIGHBOUR,
    ROGUE_ROUTER,
    ROGUE_DHCP,
    MULTICAST,
    NO_SUCH_NEIGHBOUR,
    NO_DESTINATION,
    WRONG_DESTINATION_MAC,
    /** A later fragment whose first was not seen within {@link FragmentState#LIFETIME_NS}. */
    FRAGMENT_WITHOUT_FIRST,
    EXTENSION_HEADERS,
    DENIED,
    MID_STREAM,
    CONNECTIONS_FULL,
    PORT_QUOTA,
    CHAIN_DOWN,
    NOT_FROM_FLOW,
    PORT_GONE,
    ICMP_ERROR_UNKNOWN,
    REJECTED,
    REDIRECT_FAILED,
    NEIGHBOUR_ADVERTISEMENT,
    /** Two fragments of a datagram cover the same bytes (RFC 5722). */
    FRAGMENT_OVERLAP,
    /** A first fragment that lacks a part of its transport header (RFC 7112). */
    FRAGMENT_HEADER,
    /** Rejected like {@link #REJECTED}, but without an answer: the port has had its share of them. */
    REJECTED_UNANSWERED,
    /** Through the tunnel, from a host that is no edge of the domain that the packet says it is of. */
    UNKNOWN_EDGE,
    /** Through the tunnel, from an address or MAC that does not live on the edge that sent it. */
    NOT_ON_EDGE,
    /** For another edge, and larger than the tunnel carries in one piece; its sender was told, within its share. */
    TOO_LARGE,
    /** For another edge, and this host has no tunnel. */
    NO_TUNNEL;

    /** Places kept in the map for each port. */
    public static final int STRIDE = 64;

    /** As people see it: {@code spoofed-mac}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
