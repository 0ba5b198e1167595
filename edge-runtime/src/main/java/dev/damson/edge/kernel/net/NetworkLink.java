package dev.damson.edge.kernel.net;

import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * A network interface.
 *
 * @param index in its namespace
 * @param alias what {@code ip link set alias} wrote; empty if nothing
 * @param mac six pairs of hexadecimal digits in lower case; empty for an interface without one
 * @param kind such as {@code veth}; empty for loopback and hardware
 * @param up whether it is switched on (IFF_UP)
 * @param running whether it has a carrier besides (IFF_LOWER_UP), for a veth: its peer is up too
 * @param mtu bytes above the Ethernet header
 * @param peer index of a veth's other end, in the namespace where that is
 * @param peerNamespace id, in this namespace, of the one where the other end is; empty if it is in the same
 * @param bridge index of the bridge or bond that it is part of
 */
public record NetworkLink(
        int index,
        String name,
        String alias,
        String mac,
        String kind,
        boolean up,
        boolean running,
        int mtu,
        OptionalInt peer,
        OptionalInt peerNamespace,
        OptionalInt bridge) {
    public static final String VXLAN = "vxlan";

    private static final int HEADER_BYTES = 16;
    private static final int INDEX_AT = 4;
    private static final int FLAGS_AT = 8;

    private static final int IFF_UP = 1;
    private static final int IFF_LOWER_UP = 1 << 16;

    private static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_LINK_NETNSID = 37;

    /** @param message an RTM_NEWLINK or RTM_DELLINK: {@code struct ifinfomsg} and attributes */
    static NetworkLink of(NetlinkMessage message) {
        var attributes = NetlinkAttributes.of(message.body(), HEADER_BYTES);
        var flags = message.body().getInt(FLAGS_AT);
        return new NetworkLink(
                message.body().getInt(INDEX_AT),
                attributes.text(IFLA_IFNAME).orElse(""),
                attributes.text(IFLA_IFALIAS).orElse(""),
                attributes
                        .bytes(IFLA_ADDRESS)
                        .map(HexFormat.ofDelimiter(":")::formatHex)
                        .orElse(""),
                attributes
                        .nested(IFLA_LINKINFO)
                        .flatMap(info -> info.text(IFLA_INFO_KIND))
                        .orElse(""),
                (flags & IFF_UP) != 0,
                (flags & IFF_LOWER_UP) != 0,
                attributes.number(IFLA_MTU).orElse(0),
                attributes.number(IFLA_LINK),
                attributes.number(IFLA_LINK_NETNSID),
                attributes.number(IFLA_MASTER));
    }
}
