package dev.damson.policy.interpret;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.DefaultAction;

/** What one tier said about a packet, in the order in which tiers are asked. */
public sealed interface TierStep {
    /** The first rule that matched, and what it says. */
    record Matched(Decider by, Action action) implements TierStep {}

    /** No rule allowed it by the tier's end, and this policy isolates the workload. */
    record Isolated(Decider by) implements TierStep {}

    /** Nothing in the tier matched. */
    record FellThrough(String tier) implements TierStep {}

    /** Every tier was asked. */
    record Default(DefaultAction action) implements TierStep {}
}
