package dev.damson.policy.model;

import java.util.OptionalInt;

/** What a connection asks for at its destination. */
public sealed interface Service {
    /** TCP, UDP or SCTP to some ports; without ports in the file it is {@link PortSpec#ALL}. */
    record PortService(Transport protocol, PortSpec port) implements Service {
        @Override
        public String toString() {
            return port.equals(PortSpec.ALL) ? protocol.word() : protocol.word() + " " + port;
        }
    }

    /**
     * ICMP in IPv4 or ICMPv6 in IPv6. Type 0 is a type: an absent one is every type.
     *
     * @param type 0 to 255; absent: every type
     * @param code 0 to 255, only with a type; absent: every code
     */
    record IcmpService(IpFamily family, OptionalInt type, OptionalInt code) implements Service {
        public static final int ICMP = 1;
        public static final int ICMPV6 = 58;

        public IcmpService {
            if (type.isEmpty() && code.isPresent()) {
                throw new IllegalArgumentException("a code needs a type");
            }
        }

        /** IANA's protocol number. */
        public int number() {
            return family == IpFamily.IPV4 ? ICMP : ICMPV6;
        }

        /** As written in a file. */
        public String protocol() {
            return family == IpFamily.IPV4 ? "ICMP" : "ICMPv6";
        }

        @Override
        public String toString() {
            return protocol()
                    + (type.isPresent() ? " type " + type.getAsInt() : "")
                    + (code.isPresent() ? " code " + code.getAsInt() : "");
        }
    }

    /** Every packet of one IP protocol, in either family. */
    record ProtocolService(int number) implements Service {
        public ProtocolService {
            if (number < 0 || number > 255) {
                throw new IllegalArgumentException("protocol \"" + number + "\" is not between 0 and 255");
            }
        }

        @Override
        public String toString() {
            return "protocol " + number;
        }
    }

    /** Everything. */
    record AnyService() implements Service {
        @Override
        public String toString() {
            return "any";
        }
    }

    static Service any() {
        return new AnyService();
    }

    static Service tcp(int port) {
        return new PortService(Transport.TCP, PortSpec.number(port));
    }

    static Service udp(int port) {
        return new PortService(Transport.UDP, PortSpec.number(port));
    }
}
