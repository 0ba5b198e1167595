package dev.damson.console.topology;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.topology.view.TopologyView;
import java.time.Duration;
import java.util.Optional;

/** Where the topology is read from. */
public interface TopologyReader {
    /** The domain with what was observed in the window that ends now. */
    Optional<TopologyView> read(Actor actor, DomainRef domain, Duration window);
}
