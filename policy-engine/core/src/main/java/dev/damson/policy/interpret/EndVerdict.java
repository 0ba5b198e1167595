package dev.damson.policy.interpret;

import dev.damson.policy.model.End;
import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.ObjectKey;
import java.util.List;

/**
 * What one end says about a packet.
 *
 * @param workload whose port is this end
 * @param state the workload's, in the packet's direction
 * @param enforced monitored policies left out, and observed if the end is
 * @param pending with monitored policies, as if the end enforced
 * @param taps the taps that copy the packet here, by scope and name
 * @param reported whether a flow event is made
 * @param steps how {@code enforced} came about
 * @param pendingSteps how {@code pending} came about
 */
public record EndVerdict(
        End end,
        String workload,
        Enforcement state,
        Decision enforced,
        Decision pending,
        List<ObjectKey> taps,
        boolean reported,
        List<TierStep> steps,
        List<TierStep> pendingSteps) {
    public EndVerdict {
        taps = List.copyOf(taps);
        steps = List.copyOf(steps);
        pendingSteps = List.copyOf(pendingSteps);
    }

    /** Whether the two verdicts differ in what happens or in who decides it. */
    public boolean differs() {
        return enforced.outcome() != pending.outcome() || !enforced.by().equals(pending.by());
    }
}
