package dev.damson.policy.interpret;

import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Service.IcmpService;
import dev.damson.policy.model.Transport;

/** What a packet asks for at its destination. */
public sealed interface FlowService {
    /** IANA's protocol number, 0 to 255. */
    int protocol();

    /** What a service table is indexed by: destination port, or ICMP type &lt;&lt; 8 | code; 0 for other protocols. */
    default int number() {
        return switch (this) {
            case ToPort(Transport transport, int port) -> port;
            case Icmp(IpFamily family, int type, int code) -> type << 8 | code;
            case Other other -> 0;
        };
    }

    /**
     * The first packet of a TCP, UDP or SCTP flow.
     *
     * @param port the destination port, 0 to 65535
     */
    record ToPort(Transport transport, int port) implements FlowService {
        public ToPort {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port \"" + port + "\" is not between 0 and 65535");
            }
        }

        @Override
        public int protocol() {
            return transport.number();
        }

        @Override
        public String toString() {
            return transport.word() + " " + port;
        }
    }

    /**
     * ICMP in an IPv4 packet or ICMPv6 in an IPv6 packet.
     *
     * @param type 0 to 255
     * @param code 0 to 255
     */
    record Icmp(IpFamily family, int type, int code) implements FlowService {
        public Icmp {
            if (type < 0 || type > 255 || code < 0 || code > 255) {
                throw new IllegalArgumentException("ICMP type and code are between 0 and 255");
            }
        }

        @Override
        public int protocol() {
            return family == IpFamily.IPV4 ? IcmpService.ICMP : IcmpService.ICMPV6;
        }

        @Override
        public String toString() {
            return (family == IpFamily.IPV4 ? "ICMP" : "ICMPv6") + " type " + type + " code " + code;
        }
    }

    /** Any other packet, ICMP in the wrong family among them. */
    record Other(int protocol) implements FlowService {
        public Other {
            if (protocol < 0 || protocol > 255) {
                throw new IllegalArgumentException("protocol \"" + protocol + "\" is not between 0 and 255");
            }
        }

        @Override
        public String toString() {
            return "protocol " + protocol;
        }
    }
}
