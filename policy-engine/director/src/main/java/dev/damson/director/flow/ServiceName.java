package dev.damson.director.flow;

/** A flow's service in words. */
final class ServiceName {
    /** IANA protocol numbers. */
    private static final int ICMP = 1;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int SCTP = 132;

    private ServiceName() {}

    /** {@code TCP/5432}; for ICMP the type, {@code ICMP/8}; other protocols by number, {@code protocol/47}. */
    static String of(int protocol, int port) {
        return switch (protocol) {
            case TCP -> "TCP/" + port;
            case UDP -> "UDP/" + port;
            case SCTP -> "SCTP/" + port;
            case ICMP -> "ICMP/" + (port >>> Byte.SIZE);
            case ICMPV6 -> "ICMPv6/" + (port >>> Byte.SIZE);
            default -> "protocol/" + protocol;
        };
    }
}
