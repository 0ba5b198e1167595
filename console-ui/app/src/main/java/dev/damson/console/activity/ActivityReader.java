package dev.damson.console.activity;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.topology.revision.AuditEntry;
import dev.damson.topology.revision.RevisionRecord;
import java.util.List;

/** Where the history is read from. */
public interface ActivityReader {
    /** Newest first; what is about no domain counts for every domain of the tenant. */
    List<AuditEntry> audit(Actor actor, DomainRef domain, int limit);

    /** Newest first. */
    List<RevisionRecord> revisions(Actor actor, DomainRef domain, int limit);
}
