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
    FRAGMENT,
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
    NEIGHBOUR_ADVERTISEMENT;

    /** Places kept in the map for each port. */
    public static final int STRIDE = 32;

    /** As people see it: {@code spoofed-mac}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
