package dev.damson.console.tap;

import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.TapAccess;
import dev.damson.tap.live.LiveTail;
import dev.damson.tap.live.TailListener;
import dev.damson.tap.live.TailRequest;
import dev.damson.tap.live.TailState;
import dev.damson.tap.live.TappedPacket;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens live tails for people: looks at their rights, writes the audit, and leaves payload out where it may not be seen. */
@Component
public class Tails {
    private final Director director;
    private final TapKafka kafka;

    Tails(Director director, TapKafka kafka) {
        this.director = director;
        this.kafka = kafka;
    }

    /**
     * Begins to follow.
     *
     * @param payload whether packets are to be whole; otherwise each is cut after its transport header
     * @param reason the person's; required with payload
     * @throws dev.damson.director.NotPermitted if the actor may not see this
     * @throws IllegalArgumentException if payload is asked for without a reason
     */
    public LiveTail open(Actor actor, TailRequest request, boolean payload, String reason, TailListener listener) {
        director.recordTapAccess(
                actor,
                request.tenant(),
                new TapAccess(
                        request.domain().orElse(""), request.tap().orElse(""), TapAccess.Action.TAIL, payload, reason));
        return LiveTail.open(kafka.client(), request, kafka, payload ? listener : new HeadersOnly(listener));
    }

    /** Cuts packets before they are seen. */
    private record HeadersOnly(TailListener listener) implements TailListener {
        @Override
        public void packets(List<TappedPacket> packets) {
            listener.packets(packets.stream().map(TappedPacket::withoutPayload).toList());
        }

        @Override
        public void state(TailState state) {
            listener.state(state);
        }
    }
}
