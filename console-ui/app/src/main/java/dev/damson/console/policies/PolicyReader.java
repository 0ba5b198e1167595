package dev.damson.console.policies;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.topology.draft.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the committed policy is read from. */
public interface PolicyReader {
    Duration HITS = Duration.ofHours(24);

    /** The documents of the head revision; empty before the first commit. */
    PolicyBook read(Actor actor, DomainRef domain);

    /** The drafts of the domain, last changed first. */
    List<Draft> drafts(Actor actor, DomainRef domain);

    /** Recorded flows by the rule that decided them, in the last {@link #HITS}. */
    Map<String, Long> hits(Actor actor, DomainRef domain);
}
