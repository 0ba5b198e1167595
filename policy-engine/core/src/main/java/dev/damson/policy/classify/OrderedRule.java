package dev.damson.policy.classify;

import dev.damson.policy.model.Action;

/**
 * A rule in the order of judging.
 *
 * @param number as in the plan's rules
 * @param tier 0 is the platform's
 * @param from numbered peer set
 * @param to numbered peer set
 * @param chain 1-based, 0 = none
 * @param expires Unix nanoseconds, {@link #NEVER}
 */
record OrderedRule(
        int number,
        int tier,
        Action action,
        boolean monitored,
        boolean atSource,
        boolean atDestination,
        int from,
        int to,
        ServiceSet services,
        boolean log,
        int chain,
        boolean tcpStrict,
        long expires) {
    static final long NEVER = Long.MAX_VALUE;

    OrderedRule withPeers(int newNumber, int newFrom, int newTo) {
        return new OrderedRule(
                newNumber,
                tier,
                action,
                monitored,
                atSource,
                atDestination,
                newFrom,
                newTo,
                services,
                log,
                chain,
                tcpStrict,
                expires);
    }
}
