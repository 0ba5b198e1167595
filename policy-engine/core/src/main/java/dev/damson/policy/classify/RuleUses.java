package dev.damson.policy.classify;

import dev.damson.policy.model.Action;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what the rules of a domain do, end by end and class by class. */
final class RuleUses {
    /** How many of those that decide instead of a rule a person wants to read. */
    private static final int NAMED = 3;
    /** About two seconds; rules that are not found needed by then count as needed. */
    private static final long MOST_STEPS = 200_000_000L;

    private final Rulebook rulebook;
    private final int tiers;
    private final long now;
    private final boolean[] matches;
    private final boolean[] decides;
    private final boolean[] needed;
    private final Map<Integer, Set<Integer>> before = new HashMap<>();
    private final Map<Integer, Set<Integer>> without = new HashMap<>();
    private long steps;

    RuleUses(Rulebook rulebook, int tiers, long now) {
        this.rulebook = rulebook;
        this.tiers = tiers;
        this.now = now;
        int numbers = rulebook.names().size();
        matches = new boolean[numbers];
        decides = new boolean[numbers];
        needed = new boolean[numbers];
    }

    /** By number, without rules that have ended. */
    SortedMap<Integer, RuleUse> all() {
        boolean complete = steps < MOST_STEPS;
        var all = new TreeMap<Integer, RuleUse>();
        for (var rule : rulebook.rules()) {
            int number = rule.number();
            if (rule.expires() > now) {
                var instead = decides[number] ? without : before;
                all.put(
                        number,
                        new RuleUse(
                                matches[number],
                                decides[number],
                                needed[number] || !complete,
                                instead.getOrDefault(number, Set.of())));
            }
        }
        return all;
    }

    /** For the rules and isolations that count at one end. */
    AtEnd at(OrderedRule[] rules, List<OrderedIsolation> isolations, boolean allowsByDefault) {
        return new AtEnd(rules, isolations, allowsByDefault);
    }

    private static void name(Map<Integer, Set<Integer>> lists, int rule, int other) {
        var list = lists.computeIfAbsent(rule, key -> new TreeSet<>());
        if (list.size() < NAMED) {
            list.add(other);
        }
    }

    /** The rules of one end. */
    final class AtEnd {
        private final OrderedRule[] rules;
        private final List<OrderedIsolation> isolations;
        private final List<Decision> decisions;

        /** What is looked at: the moment after some rules have expired, with monitored policies or without. */
        private record View(ClassJudge.Row row, long after, boolean withMonitored) {}

        private AtEnd(OrderedRule[] rules, List<OrderedIsolation> isolations, boolean allowsByDefault) {
            this.rules = rules;
            this.isolations = isolations;
            decisions = new TierWalk(rules, isolations, tiers).decisions(allowsByDefault);
        }

        void add(ClassJudge.Row row, int columns) {
            boolean monitored = false;
            var moments = new TreeSet<Long>();
            moments.add(now);
            for (int place : row.rules()) {
                monitored |= rules[place].monitored();
                if (rules[place].expires() > now && rules[place].expires() != OrderedRule.NEVER) {
                    moments.add(rules[place].expires());
                }
            }
            monitored |= isolations.stream().anyMatch(OrderedIsolation::monitored);
            for (long moment : moments) {
                add(new View(row, moment, true), columns);
                if (monitored) {
                    add(new View(row, moment, false), columns);
                }
            }
        }

        private void add(View view, int columns) {
            var undecided = new BitSet(columns);
            undecided.set(0, columns);
            var takers = new int[columns];
            int next = 0;
            for (int tier = 0; tier < tiers; tier++) {
                var open = (BitSet) undecided.clone();
                for (; isIn(view, next, tier); next++) {
                    steps++;
                    if (counts(view, next)) {
                        use(view, tier, next, open, undecided, takers);
                    }
                }
                int isolation = isolation(tier, view.withMonitored());
                if (isolation >= 0) {
                    int number = isolations.get(isolation).number();
                    open.stream().forEach(column -> takers[column] = number);
                    undecided.andNot(open);
                }
            }
        }

        private void use(View view, int tier, int at, BitSet open, BitSet undecided, int[] takers) {
            int place = view.row().rules()[at];
            var rule = rules[place];
            var cover = view.row().cover().apply(place);
            if (cover.isEmpty()) {
                return;
            }
            matches[rule.number()] = true;
            var hit = (BitSet) cover.clone();
            hit.and(open);
            if (hit.isEmpty()) {
                cover.stream().forEach(column -> name(before, rule.number(), takers[column]));
                return;
            }
            decides[rule.number()] = true;
            if (!needed[rule.number()] && steps < MOST_STEPS) {
                needed[rule.number()] = isNeeded(view, tier, at, hit);
            }
            hit.stream().forEach(column -> takers[column] = rule.number());
            open.andNot(hit);
            if (rule.action() != Action.PASS) {
                undecided.andNot(hit);
            }
        }

        private boolean isNeeded(View view, int tier, int at, BitSet columns) {
            int place = view.row().rules()[at];
            var with = new int[columns.length()];
            Arrays.fill(with, place);
            if (rules[place].action() == Action.PASS) {
                with = rest(view, tier + 1, at + 1, columns);
            }
            int[] rest = rest(view, tier, at + 1, columns);
            for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
                boolean same = rest[column] == with[column]
                        || rest[column] < rules.length
                                && isSame(decisions.get(with[column]), decisions.get(rest[column]));
                if (!same) {
                    return true;
                }
                if (rest[column] < rules.length) {
                    name(without, rules[place].number(), rules[rest[column]].number());
                }
            }
            return false;
        }

        private static boolean isSame(Decision one, Decision other) {
            return one.action() == other.action()
                    && one.ofPlatform() == other.ofPlatform()
                    && one.log() == other.log()
                    && one.chain() == other.chain()
                    && one.tcpStrict() == other.tcpStrict();
        }

        /** Numbers of the decisions of some columns if judging goes on at a rule of a tier, or behind that tier. */
        private int[] rest(View view, int firstTier, int from, BitSet columns) {
            var decided = new int[columns.length()];
            var undecided = (BitSet) columns.clone();
            int next = from;
            while (next < view.row().rules().length && rules[view.row().rules()[next]].tier() < firstTier) {
                next++;
            }
            for (int tier = firstTier; tier < tiers && !undecided.isEmpty(); tier++) {
                var open = (BitSet) undecided.clone();
                for (; isIn(view, next, tier); next++) {
                    steps++;
                    if (!open.isEmpty() && counts(view, next)) {
                        int place = view.row().rules()[next];
                        var hit = (BitSet) view.row().cover().apply(place).clone();
                        hit.and(open);
                        hit.stream().forEach(column -> decided[column] = place);
                        open.andNot(hit);
                        if (rules[place].action() != Action.PASS) {
                            undecided.andNot(hit);
                        }
                    }
                }
                int isolation = isolation(tier, view.withMonitored());
                if (isolation >= 0) {
                    open.stream().forEach(column -> decided[column] = rules.length + isolation);
                    undecided.andNot(open);
                }
            }
            int byDefault = rules.length + isolations.size();
            undecided.stream().forEach(column -> decided[column] = byDefault);
            return decided;
        }

        private boolean isIn(View view, int at, int tier) {
            return at < view.row().rules().length && rules[view.row().rules()[at]].tier() == tier;
        }

        private boolean counts(View view, int at) {
            var rule = rules[view.row().rules()[at]];
            return rule.expires() > view.after() && (view.withMonitored() || !rule.monitored());
        }

        private int isolation(int tier, boolean withMonitored) {
            for (int i = 0; i < isolations.size(); i++) {
                if (isolations.get(i).tier() == tier
                        && (withMonitored || !isolations.get(i).monitored())) {
                    return i;
                }
            }
            return -1;
        }
    }
}
