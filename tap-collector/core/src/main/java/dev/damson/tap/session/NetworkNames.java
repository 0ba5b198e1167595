package dev.damson.tap.session;

/** Names of IP protocols. */
public final class NetworkNames {
    private NetworkNames() {}

    /** Lower-case; {@code ip-<number>} where there is no common name. */
    public static String protocol(int number) {
        return switch (number) {
            case 0 -> "";
            case 1 -> "icmp";
            case 2 -> "igmp";
            case 6 -> "tcp";
            case 17 -> "udp";
            case 47 -> "gre";
            case 50 -> "esp";
            case 51 -> "ah";
            case 58 -> "icmpv6";
            case 132 -> "sctp";
            default -> "ip-" + number;
        };
    }
}
