package dev.damson.console.inspect;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.tap.live.LiveTail;
import dev.damson.tap.live.TailCounts;
import dev.damson.tap.live.TailListener;
import dev.damson.tap.live.TailRequest;
import dev.damson.tap.live.TailState;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Packets straight from Kafka, each look at them in the audit. */
@Component
class KafkaTails implements Tails {
    /** Enough to see what just happened, little enough to be there at once. */
    private static final Duration BEFORE_NOW = Duration.ofMinutes(2);

    private final dev.damson.console.tap.Tails tails;

    KafkaTails(dev.damson.console.tap.Tails tails) {
        this.tails = tails;
    }

    @Override
    public Tail open(Actor actor, DomainRef domain, FollowedTap tap, Optional<String> reason, TailListener listener) {
        var request =
                TailRequest.ofTenant(domain.tenant()).ofDomain(domain.domain()).since(BEFORE_NOW);
        var wanted = tap.name().isEmpty() ? request : request.ofTap(tap.name());
        if (tap.ends().isPresent()) {
            wanted = wanted.until(tap.ends().get());
        }
        return new Following(tails.open(actor, wanted, reason.isPresent(), reason.orElse(""), listener));
    }

    private record Following(LiveTail tail) implements Tail {
        @Override
        public TailState state() {
            return tail.state();
        }

        @Override
        public TailCounts counts() {
            return tail.counts();
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
