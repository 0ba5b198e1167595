package dev.damson.policy.bundle;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Workload;
import java.util.List;
import java.util.Optional;

/**
 * A workload that comes, changes or goes.
 *
 * @param before as it is now; empty: it comes
 * @param after empty: it goes
 */
public record WorkloadChange(Optional<Workload> before, Optional<Workload> after) {
    static List<IpAddress> addresses(Optional<Workload> workload) {
        return workload.map(Workload::allAddresses).orElse(List.of());
    }
}
