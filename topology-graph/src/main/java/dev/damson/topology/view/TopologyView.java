package dev.damson.topology.view;

import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.revision.ChainRecord;
import dev.damson.topology.revision.FunctionRecord;
import dev.damson.topology.revision.GroupRecord;
import dev.damson.topology.traffic.ObservedTraffic;
import java.time.Instant;
import java.util.List;

/**
 * One domain as it is drawn.
 *
 * @param from start of the window of the traffic
 * @param to its end
 * @param truncated there were more pairs of observed traffic than were read
 */
public record TopologyView(
        DomainRecord domain,
        List<WorkloadRecord> workloads,
        List<GroupRecord> groups,
        List<FunctionRecord> functions,
        List<ChainRecord> chains,
        List<ObservedTraffic> traffic,
        Instant from,
        Instant to,
        boolean truncated) {
    public TopologyView {
        workloads = List.copyOf(workloads);
        groups = List.copyOf(groups);
        functions = List.copyOf(functions);
        chains = List.copyOf(chains);
        traffic = List.copyOf(traffic);
    }
}
