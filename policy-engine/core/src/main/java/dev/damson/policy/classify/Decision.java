package dev.damson.policy.classify;

import dev.damson.policy.model.Action;
import dev.damson.wire.layout.VerdictRecord;

/**
 * What a rule, an isolation or the default says.
 *
 * @param rule number in the plan's rules
 * @param ofPlatform dropping counts at observed ends too
 */
record Decision(int rule, VerdictRecord.Action action, boolean ofPlatform, boolean log, int chain, boolean tcpStrict) {
    private static final int PLATFORM = 0;

    static Decision of(OrderedRule rule) {
        var action = switch (rule.action()) {
            case ALLOW -> VerdictRecord.Action.ALLOW;
            case REJECT -> VerdictRecord.Action.REJECT;
            case DENY, PASS -> VerdictRecord.Action.DENY;
        };
        boolean allows = rule.action() == Action.ALLOW;
        return new Decision(
                rule.number(),
                action,
                rule.tier() == PLATFORM,
                allows && rule.log(),
                allows ? rule.chain() : 0,
                allows && rule.tcpStrict());
    }

    static Decision of(OrderedIsolation isolation) {
        return new Decision(
                isolation.number(), VerdictRecord.Action.DENY, isolation.tier() == PLATFORM, false, 0, false);
    }

    static Decision byDefault(boolean allows) {
        return new Decision(0, allows ? VerdictRecord.Action.ALLOW : VerdictRecord.Action.DENY, false, false, 0, false);
    }

    boolean allows() {
        return action == VerdictRecord.Action.ALLOW;
    }
}
