package dev.damson.console.topology;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.topology.view.TopologyView;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The topology as the graph has it. */
@Component
class GraphTopology implements TopologyReader {
    private final Director director;
    private final Clock clock;

    GraphTopology(Director director, Clock clock) {
        this.director = director;
        this.clock = clock;
    }

    @Override
    public Optional<TopologyView> read(Actor actor, DomainRef domain, Duration window) {
        var now = clock.instant();
        return director.read(actor, domain.tenant()).topology(domain.domain(), now.minus(window), now);
    }
}
