package dev.damson.policy.model;

/** The destination ports of a service. */
public sealed interface PortSpec {
    PortRange ALL = new PortRange(0, PortRange.LAST);

    /** From first to last, both included; one port is a range of one. */
    record PortRange(int first, int last) implements PortSpec {
        public static final int LAST = 65_535;

        public PortRange {
            if (first < 0 || last > LAST || first > last) {
                throw new IllegalArgumentException("\"" + first + "-" + last + "\" is not a range of ports");
            }
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /** Whatever number the destination workload gives this name for the service's protocol. */
    record PortName(String name) implements PortSpec {
        @Override
        public String toString() {
            return name;
        }
    }

    static PortRange number(int port) {
        return new PortRange(port, port);
    }
}
