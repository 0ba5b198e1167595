package dev.damson.console.edges;

import dev.damson.director.live.DomainStatus;
import dev.damson.director.live.EdgeStatus;
import java.util.List;
import java.util.Optional;

/**
 * An edge of the domain.
 *
 * @param head what it should run
 * @param status what it says of itself; empty before its first report
 */
record HostedEdge(long head, DomainStatus.OnEdge here, Optional<EdgeStatus> status) {
    static HostedEdge of(long head, DomainStatus.OnEdge here, List<EdgeStatus> known) {
        return new HostedEdge(
                head,
                here,
                known.stream().filter(edge -> edge.edge().equals(here.edge())).findFirst());
    }

    String name() {
        return here.edge();
    }

    boolean drifts() {
        return here.drifts(head);
    }

    int problems() {
        var refused = here.reason().isEmpty() ? 0 : 1;
        return refused + status.map(known -> known.problems().size()).orElse(0);
    }
}
