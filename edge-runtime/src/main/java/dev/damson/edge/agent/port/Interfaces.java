package dev.damson.edge.agent.port;

import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.kernel.net.NetworkLink;
import java.util.List;
import java.util.Optional;

/** Which of a namespace's interfaces is a port's. */
record Interfaces(List<NetworkLink> links) {
    /** By the name that the binding gives, otherwise by the alias; of two with the same alias the first. */
    Optional<NetworkLink> of(BoundPort port, Reports reports) {
        if (!port.interfaceName().isEmpty()) {
            return links.stream()
                    .filter(link -> link.name().equals(port.interfaceName()))
                    .findFirst();
        }
        var alias = port.id().alias();
        var found = links.stream().filter(link -> link.alias().equals(alias)).toList();
        var subject = port.id() + "/alias";
        if (found.size() > 1) {
            reports.problem(
                    subject,
                    "%d interfaces have the alias \"%s\"; \"%s\" is taken for the port"
                            .formatted(found.size(), alias, found.getFirst().name()));
        } else {
            reports.solved(subject);
        }
        return found.stream().findFirst();
    }
}
