package dev.damson.policy.classify;

import dev.damson.policy.model.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Decides many services of one class of peers at once: tier by tier, each rule takes those of its services that none
 * before it has taken.
 */
final class TierWalk {
    private final OrderedRule[] rules;
    private final int tiers;
    /** Place of the isolation that counts at a tier's end, -1 = none: without and with monitored policies. */
    private final int[][] isolating;

    private final List<OrderedIsolation> isolations;

    TierWalk(OrderedRule[] rules, List<OrderedIsolation> isolations, int tiers) {
        this.rules = rules;
        this.tiers = tiers;
        this.isolations = isolations;
        this.isolating = new int[][] {isolating(false), isolating(true)};
    }

    private int[] isolating(boolean withMonitored) {
        var first = new int[tiers];
        Arrays.fill(first, -1);
        for (int i = isolations.size() - 1; i >= 0; i--) {
            if (withMonitored || !isolations.get(i).monitored()) {
                first[isolations.get(i).tier()] = i;
            }
        }
        return first;
    }

    boolean isMonitoring() {
        return Arrays.stream(rules).anyMatch(OrderedRule::monitored)
                || isolations.stream().anyMatch(OrderedIsolation::monitored);
    }

    /** Whether some of the rules at these places ends one day. */
    boolean anyExpires(int[] places) {
        for (int place : places) {
            if (rules[place].expires() != OrderedRule.NEVER) {
                return true;
            }
        }
        return false;
    }

    /** Decisions by number: the rules by place, then the isolations, then the default. */
    List<Decision> decisions(boolean allowsByDefault) {
        var decisions = new ArrayList<Decision>();
        for (var rule : rules) {
            decisions.add(Decision.of(rule));
        }
        isolations.forEach(isolation -> decisions.add(Decision.of(isolation)));
        decisions.add(Decision.byDefault(allowsByDefault));
        return decisions;
    }

    /**
     * @param matching places of the rules that pick the peers, ascending
     * @param cover the columns of a rule's services
     * @param after rules that expire then or before are gone
     * @param decided gets the number of each column's decision
     * @param expires is lowered to the first expiry of a rule that took part; unused where none ends
     */
    void decide(
            int[] matching,
            IntFunction<BitSet> cover,
            BitSet columns,
            long after,
            boolean withMonitored,
            int[] decided,
            long[] expires) {
        // Whatever nothing else decides; a pass decides nothing.
        Arrays.fill(decided, rules.length + isolations.size());
        var undecided = (BitSet) columns.clone();
        int next = 0;
        for (int tier = 0; tier < tiers && !undecided.isEmpty(); tier++) {
            int isolation = isolating[withMonitored ? 1 : 0][tier];
            boolean silent = next == matching.length || rules[matching[next]].tier() != tier;
            if (silent && isolation < 0) {
                continue;
            }
            var open = (BitSet) undecided.clone();
            for (; next < matching.length && rules[matching[next]].tier() == tier; next++) {
                var rule = rules[matching[next]];
                if (open.isEmpty() || rule.monitored() && !withMonitored || rule.expires() <= after) {
                    continue;
                }
                var hit = (BitSet) open.clone();
                hit.and(cover.apply(matching[next]));
                open.andNot(hit);
                if (rule.expires() != OrderedRule.NEVER) {
                    for (int column = hit.nextSetBit(0); column >= 0; column = hit.nextSetBit(column + 1)) {
                        expires[column] = Math.min(expires[column], rule.expires());
                    }
                }
                if (rule.action() != Action.PASS) {
                    set(decided, hit, matching[next]);
                    undecided.andNot(hit);
                }
            }
            if (isolation >= 0) {
                set(decided, open, rules.length + isolation);
                undecided.andNot(open);
            }
        }
    }

    private static void set(int[] decided, BitSet columns, int number) {
        for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
            decided[column] = number;
        }
    }
}
