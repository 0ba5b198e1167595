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
     * @param tap only this one, until it ends; without a name every tap of the domain
     * @param reason why packets are to be whole, with payload; empty: each ends with its transport header
     * @throws dev.damson.director.NotPermitted if the actor may not read the tenant
     */
    Tail open(Actor actor, DomainRef domain, FollowedTap tap, Optional<String> reason, TailListener listener);

    /** One follower; closing ends it. */
    interface Tail extends AutoCloseable {
        TailState state();

        TailCounts counts();

        @Override
        void close();
    }
}
