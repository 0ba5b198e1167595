package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.port.BoundPort;
import dev.damson.edge.agent.port.LocalPort;
import dev.damson.edge.agent.report.Reports;
import dev.damson.wire.proto.Layout;
import java.util.stream.Collectors;

/** What each port of a domain is in a revision. */
record Roles(Layout layout, Addresses addresses, Insertion insertion, Reports reports) {
    /** A service port, a workload's port with the profile of its identity, or closed. */
    LocalPort.Role of(LocalPort port) {
        return insertion.role(port.slot()).orElseGet(() -> workload(port.bound()));
    }

    private LocalPort.Role workload(BoundPort port) {
        var profiles = port.allAddresses().stream()
                .map(addresses::identity)
                .map(this::profile)
                .filter(profile -> profile != 0)
                .collect(Collectors.toSet());
        var subject = port.id() + "/profile";
        if (profiles.size() > 1) {
            reports.problem(
                    subject,
                    "its addresses belong to different profiles %s, so the port stays closed".formatted(profiles));
            return LocalPort.Role.CLOSED;
        }
        reports.solved(subject);
        return profiles.stream().findFirst().map(LocalPort.Role::workload).orElse(LocalPort.Role.CLOSED);
    }

    private int profile(int identity) {
        return identity > 0 && identity < layout.getProfileOfIdentityCount()
                ? layout.getProfileOfIdentity(identity)
                : 0;
    }
}
