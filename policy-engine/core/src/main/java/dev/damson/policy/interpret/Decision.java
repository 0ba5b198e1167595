package dev.damson.policy.interpret;

import dev.damson.policy.model.ObjectKey;
import java.util.Optional;

/**
 * One verdict at one end.
 *
 * @param log whether the rule asks for a report of allowed flows
 * @param chain what an allowed flow is to pass
 * @param tcpStrict whether an allowed TCP flow must begin with a SYN
 */
public record Decision(Outcome outcome, Decider by, boolean log, Optional<ObjectKey> chain, boolean tcpStrict) {
    static Decision of(Outcome outcome, Decider by) {
        return new Decision(outcome, by, false, Optional.empty(), false);
    }

    public boolean passes() {
        return outcome.passes();
    }
}
