package dev.damson.policy.model;

import java.util.List;
import java.util.Optional;

/** Connections that must be allowed or denied. */
public record PolicyTest(Metadata metadata, List<Connection> connections) implements PolicyObject {
    public PolicyTest {
        connections = List.copyOf(connections);
    }

    /**
     * One expectation.
     *
     * @param service one port, named or not, or one ICMP type, or one protocol
     * @param by who must have decided: {@code policy/rule}, {@code policy/isolates} or {@code default}
     * @param through the chain that the flow must pass
     */
    public record Connection(
            Party from, Party to, Service service, Expectation expect, Optional<String> by, Optional<String> through) {}

    /** One side of a tested connection. */
    public sealed interface Party {}

    /** A workload, with each of its addresses that the other side has a partner for. */
    public record WorkloadParty(String workload) implements Party {}

    /** An address, of a workload or not. */
    public record AddressParty(IpAddress address) implements Party {}
}
