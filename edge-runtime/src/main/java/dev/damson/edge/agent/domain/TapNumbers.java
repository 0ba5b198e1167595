package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.state.Slots;
import dev.damson.wire.proto.Tap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers that tapped packets carry, and what they stand for. The control thread gives them, ring consumers ask. */
public final class TapNumbers {
    private final Slots slots;
    private final Map<Integer, Numbered> byNumber = new ConcurrentHashMap<>();

    /** @param tap as the live revision has it */
    public record Numbered(DomainId domain, Tap tap) {}

    public TapNumbers(Slots slots) {
        this.slots = slots;
    }

    /** The same number for the same tap in every revision. */
    int of(DomainId domain, Tap tap) {
        var number = slots.of(domain + "/" + tap.getName());
        byNumber.put(number, new Numbered(domain, tap));
        return number;
    }

    public Optional<Numbered> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }
}
