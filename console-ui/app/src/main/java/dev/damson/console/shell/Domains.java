package dev.damson.console.shell;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** The domains that exist and how they stand. */
public interface Domains {
    /** The domains that the actor may see, by tenant and name. */
    List<DomainRef> of(Actor actor);

    /** Empty when there is no such domain, or none for this actor. */
    Optional<DomainHead> head(Actor actor, DomainRef domain);

    /** Calls back, from any thread, when something of the domain changed: commit, edge report, topology, health. */
    Stop onChange(Actor actor, DomainRef domain, Runnable changed);

    /** Ends a subscription. */
    @FunctionalInterface
    interface Stop extends Serializable {
        void stop();
    }
}
