package dev.damson.edge.agent.flow;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.domain.Generations;
import dev.damson.edge.agent.port.PortNames;
import dev.damson.wire.layout.VerdictRecord.Action;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.Verdict;
import java.util.Optional;

/** Puts the names that the edge knows on flow events. */
public record FlowNames(PortNames ports, Generations generations) {
    /** An event with tenant, domain, port, revision and both workloads; empty if the port is gone meanwhile. */
    Optional<FlowEvent.Builder> event(int portSlot, int generation, byte[] source, byte[] destination) {
        return ports.port(portSlot).map(port -> {
            var id = port.id();
            return FlowEvent.newBuilder()
                    .setTenant(id.domain().tenant())
                    .setDomain(id.domain().domain())
                    .setWorkload(id.workload())
                    .setPort(id.port())
                    .setRevision(generations.revision(port.domainNumber(), generation))
                    .setSource(ByteString.copyFrom(source))
                    .setDestination(ByteString.copyFrom(destination))
                    .setSourceWorkload(ports.workload(port.domainNumber(), source))
                    .setDestinationWorkload(ports.workload(port.domainNumber(), destination));
        });
    }

    /** @param action number of a {@link Action} */
    static Verdict verdict(int action) {
        return switch (Action.of(action)) {
            case DENY -> Verdict.DENY;
            case ALLOW -> Verdict.ALLOWED;
            case REJECT -> Verdict.REJECTED;
        };
    }
}
