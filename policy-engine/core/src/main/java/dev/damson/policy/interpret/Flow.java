package dev.damson.policy.interpret;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Workload;
import java.time.Instant;
import java.util.Optional;

/**
 * A packet that begins a connection, and where it enters and leaves the domain.
 *
 * @param sourceWorkload whose port it leaves; absent: it comes from outside
 * @param destinationWorkload whose port it enters; absent: it goes outside
 * @param now the moment at which expiry is judged
 */
public record Flow(
        IpAddress source,
        IpAddress destination,
        FlowService service,
        Optional<String> sourceWorkload,
        Optional<String> destinationWorkload,
        Instant now) {
    public Flow {
        if (source.family() != destination.family()) {
            throw new IllegalArgumentException("a packet from " + source + " cannot go to " + destination);
        }
        if (service instanceof FlowService.Icmp icmp && icmp.family() != source.family()) {
            throw new IllegalArgumentException(
                    service + " does not run over " + source.family().word() + ": it is protocol " + icmp.protocol());
        }
        if (sourceWorkload.isEmpty() && destinationWorkload.isEmpty()) {
            throw new IllegalArgumentException(
                    "neither " + source + " nor " + destination + " is a workload: no end of the packet is here");
        }
    }

    /**
     * The packet between two addresses, its ends being the workloads that have them (of a virtual address the first by
     * name).
     *
     * @throws IllegalArgumentException if neither is a workload's
     */
    public static Flow between(
            PolicySet policies, IpAddress source, IpAddress destination, FlowService service, Instant now) {
        return new Flow(source, destination, service, owner(policies, source), owner(policies, destination), now);
    }

    private static Optional<String> owner(PolicySet policies, IpAddress address) {
        return policies.workloads().stream()
                .filter(workload -> workload.allAddresses().contains(address))
                .map(Workload::name)
                .findFirst();
    }
}
