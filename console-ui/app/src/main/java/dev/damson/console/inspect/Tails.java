package dev.damson.console.inspect;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.tap.live.TailCounts;
import dev.damson.tap.live.TailListener;
import dev.damson.tap.live.TailState;
import java.util.Optional;

/** Where live packets come from. */
public interface Tails {
    /**
     * Begins to follow a domain's taps with the last minutes before now.
     *
     * @param tap only this one; empty: every tap of the domain
     * @param payload whether packets are to be whole; otherwise each ends with its transport header
     * @throws dev.damson.director.NotPermitted if the actor may not read the tenant
     */
    Tail open(Actor actor, DomainRef domain, Optional<String> tap, boolean payload, TailListener listener);

    /** One follower; closing ends it. */
    interface Tail extends AutoCloseable {
        TailState state();

        TailCounts counts();

        @Override
        void close();
    }
}
