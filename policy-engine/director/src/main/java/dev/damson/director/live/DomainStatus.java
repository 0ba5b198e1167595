package dev.damson.director.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a domain's head is live.
 *
 * @param head the last committed revision
 * @param edges every edge that hosts a port of the domain, by name
 */
public record DomainStatus(
        String tenant,
        String domain,
        long head,
        List<OnEdge> edges,
        List<InstanceStatus> instances,
        List<PortStatus> ports) {
    public DomainStatus {
        edges = List.copyOf(edges);
        instances = List.copyOf(instances);
        ports = List.copyOf(ports);
    }

    /** On how many edges the head is live; {@code live on N of M edges}. */
    public long live() {
        return edges.stream().filter(edge -> !edge.drifts(head)).count();
    }

    public boolean isDrifting() {
        return live() < edges.size();
    }

    /**
     * The domain on one edge.
     *
     * @param revision what the kernel enforces; 0: nothing, the ports are closed
     * @param behind workloads have changed under the revision, and the edge has not said yet that it has that
     * @param reason why a newer one is not live, in one line; empty if nothing was refused
     * @param flipped when the live one took over
     */
    public record OnEdge(
            String edge, boolean alive, long revision, boolean behind, String reason, Optional<Instant> flipped) {
        /** An edge with all that was ever changed under its revision. */
        public OnEdge(String edge, boolean alive, long revision, String reason, Optional<Instant> flipped) {
            this(edge, alive, revision, false, reason, flipped);
        }

        public boolean drifts(long head) {
            return !alive || revision != head || behind;
        }
    }

    /** A running copy of a service function, as the edge that hosts it sees it. */
    public record InstanceStatus(
            String edge,
            String instance,
            Health health,
            Instant since,
            long packetsIn,
            long packetsOut,
            long bypassed,
            long refused,
            long notFromFlow) {}

    /** Whether probes come back through an instance. */
    public enum Health {
        /** No probe was ever answered: nobody permitted them, or it never worked. */
        UNPROVEN,
        UP,
        DOWN
    }

    /** A port as its edge sees it. */
    public record PortStatus(String edge, String workload, String port, Guard guard, String detail) {}

    public enum Guard {
        /** Bound, but the host has no such interface. */
        ABSENT,
        /** Guarded, and everything drops. */
        CLOSED,
        GUARDED
    }
}
