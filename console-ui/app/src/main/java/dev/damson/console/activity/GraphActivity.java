package dev.damson.console.activity;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.topology.revision.AuditEntry;
import dev.damson.topology.revision.RevisionRecord;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** The history as the graph has it. */
@Component
class GraphActivity implements ActivityReader {
    private final Director director;
    private final Clock clock;

    GraphActivity(Director director, Clock clock) {
        this.director = director;
        this.clock = clock;
    }

    @Override
    public List<AuditEntry> audit(Actor actor, DomainRef domain, int limit) {
        // The bound is exclusive, and the newest entry may carry this very millisecond.
        return director.read(actor, domain.tenant()).audit(clock.instant().plusMillis(1), limit).stream()
                .filter(entry -> entry.domain().isEmpty() || entry.domain().equals(domain.domain()))
                .toList();
    }

    @Override
    public List<RevisionRecord> revisions(Actor actor, DomainRef domain, int limit) {
        return director.read(actor, domain.tenant()).revisions(domain.domain(), limit);
    }
}
