package dev.damson.policy.classify;

import dev.damson.policy.model.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of the rules and taps that match a packet, as numbers; 0 is the empty one. Rules that can decide nothing behind
 * those before them are left out.
 */
final class MatchLists {
    private static final int NO_TIER = -1;

    private final OrderedRule[] rules;
    private final int firstOfLower;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Integer> longer = new HashMap<>();

    /**
     * A list: one before with one more at its end.
     *
     * @param rule its place; -1 = none is added
     * @param tap its bit; -1 = none is added
     * @param closed the tier in which a rule has matched that always counts
     * @param settled no rule behind can change what is decided
     */
    private record Entry(int before, int rule, int tap, int closed, boolean settled) {}

    /**
     * @param rules every rule of the end, in order
     * @param firstOfLower place of the first rule of the lower part
     */
    MatchLists(OrderedRule[] rules, int firstOfLower) {
        this.rules = rules;
        this.firstOfLower = firstOfLower;
        entries.add(new Entry(0, -1, -1, NO_TIER, false));
    }

    int withRule(int list, int rule) {
        var before = entries.get(list);
        var added = rules[rule];
        if (before.settled() || before.closed() == added.tier()) {
            return list;
        }
        boolean always = !added.monitored() && added.expires() == OrderedRule.NEVER;
        return longer.computeIfAbsent((long) list << 32 | rule, key -> {
            entries.add(new Entry(
                    list,
                    rule,
                    -1,
                    always ? added.tier() : before.closed(),
                    always && added.action() != Action.PASS && !isOvertaken(rule)));
            return entries.size() - 1;
        });
    }

    /** Whether a rule of the upper part may have passed the tier of one of the lower part, so that it decides nothing. */
    private boolean isOvertaken(int rule) {
        return rule >= firstOfLower && rules[rule].tier() == rules[firstOfLower - 1].tier();
    }

    int withTap(int list, int bit) {
        var before = entries.get(list);
        int behindRules = rules.length + bit;
        return longer.computeIfAbsent((long) list << 32 | behindRules, key -> {
            entries.add(new Entry(list, -1, bit, before.closed(), before.settled()));
            return entries.size() - 1;
        });
    }

    boolean isSettled(int list) {
        return entries.get(list).settled();
    }

    /** Places of the rules in a list, ascending. */
    List<Integer> rules(int list) {
        var found = new ArrayList<Integer>();
        for (int at = list; at != 0; at = entries.get(at).before()) {
            if (entries.get(at).rule() >= 0) {
                found.addFirst(entries.get(at).rule());
            }
        }
        return found;
    }

    /** Bits of the taps in a list. */
    List<Integer> taps(int list) {
        var found = new ArrayList<Integer>();
        for (int at = list; at != 0; at = entries.get(at).before()) {
            if (entries.get(at).tap() >= 0) {
                found.addFirst(entries.get(at).tap());
            }
        }
        return found;
    }
}
