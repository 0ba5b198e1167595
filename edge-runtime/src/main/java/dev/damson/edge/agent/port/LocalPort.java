package dev.damson.edge.agent.port;

import dev.damson.edge.kernel.net.NetworkLink;
import dev.damson.wire.layout.PortRecord;
import java.util.Optional;

/**
 * A port on this host.
 *
 * @param slot its place in the kernel's arrays
 * @param domainSlot that of its domain
 * @param link its interface, if there is one
 * @param role what it is in the live revision
 */
public record LocalPort(
        BoundPort bound, int slot, int domainSlot, int domainNumber, Optional<NetworkLink> link, Role role) {

    /**
     * @param profile of its identity; 0: none, so that the port is closed
     * @param instance slot of the service instance that it is a side of
     */
    public record Role(PortRecord.Kind kind, int profile, int instance) {
        public static final Role CLOSED = new Role(PortRecord.Kind.NONE, 0, PortRecord.NONE);

        public static Role workload(int profile) {
            return new Role(PortRecord.Kind.WORKLOAD, profile, PortRecord.NONE);
        }

        public static Role service(PortRecord.Kind side, int instance) {
            return new Role(side, 0, instance);
        }

        public boolean isService() {
            return switch (kind) {
                case SERVICE_IN, SERVICE_OUT -> true;
                case NONE, WORKLOAD, SENSOR, GATEWAY -> false;
            };
        }
    }

    public LocalPort as(Role other) {
        return new LocalPort(bound, slot, domainSlot, domainNumber, link, other);
    }

    /** Whether packets can go straight to the other end of its wire, past the host's side. */
    private boolean peerElsewhere() {
        return link.filter(found ->
                        found.kind().equals("veth") && found.peerNamespace().isPresent())
                .isPresent();
    }

    /** @param graceUntilNanos monotonic */
    PortRecord record(long graceUntilNanos) {
        var all = bound.allAddresses();
        return new PortRecord(
                link.map(NetworkLink::index).orElse(0),
                domainNumber,
                domainSlot,
                role.kind(),
                peerElsewhere() ? PortRecord.REDIRECT_PEER : 0,
                bound.mac(),
                all.stream().filter(address -> address.length == 4).toList(),
                all.stream().filter(address -> address.length == 16).toList(),
                role.instance(),
                Ports.CONNECTIONS_OF_A_PORT,
                graceUntilNanos);
    }
}
