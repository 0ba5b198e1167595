package dev.damson.policy.classify;

import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table in two parts by priority, for rules that make too large a one together: the upper part of the first rules,
 * the lower of the others. What the first leave open is settled by a place of the upper part and one of the lower; where
 * they leave nothing open, the others never count.
 */
final class TwoParts {
    /** Where the rules are divided: in the middle, else where the first or the last of them are fewer. */
    private static final List<Double> SHARES = List.of(0.5, 0.25, 0.75);

    private final DomainFacts facts;
    private final MatchLists lists;
    private final RecordBook book;
    private final ClassJudge judge;

    private TwoParts(DomainFacts facts, EndCompiler whole, int firstOfLower) {
        this.facts = facts;
        lists = new MatchLists(whole.rules(), firstOfLower);
        book = new RecordBook(facts.domain());
        judge = whole.judge(book);
    }

    /**
     * @param whole of all rules
     * @param tooLarge why one table cannot be
     */
    static EndTable compile(
            DomainFacts facts,
            OwnEnd own,
            EndCompiler whole,
            Map<IntRow, char[]> serviceTables,
            PlanLimitExceeded tooLarge) {
        int rules = whole.rules().length;
        for (double share : SHARES) {
            int first = (int) (rules * share);
            if (first > 0 && first < rules) {
                try {
                    return new TwoParts(facts, whole, first)
                            .table(
                                    new EndCompiler(facts, own, 0, first),
                                    new EndCompiler(facts, own, first, rules),
                                    serviceTables);
                } catch (PlanLimitExceeded stillTooLarge) {
                    tooLarge.addSuppressed(stillTooLarge);
                }
            }
        }
        throw tooLarge;
    }

    /** The distinct lists that stand in the cells of a part, in the order in which they are met. */
    private static final class Places {
        private final List<Integer> lists = new ArrayList<>();
        private final Map<Integer, Integer> numbers = new HashMap<>();

        int[] of(int[] row) {
            return IntStream.of(row)
                    .map(list -> numbers.computeIfAbsent(list, added -> {
                        lists.add(added);
                        return lists.size() - 1;
                    }))
                    .toArray();
        }
    }

    private EndTable table(EndCompiler first, EndCompiler last, Map<IntRow, char[]> serviceTables) {
        var upperPlaces = new Places();
        var lowerPlaces = new Places();
        var upper = part(first, upperPlaces, serviceTables);
        var lower = part(last, lowerPlaces, serviceTables);
        int width = lowerPlaces.lists.size();
        var open = upperPlaces.lists.stream()
                .filter(list -> !lists.isSettled(list))
                .toList();
        check((long) open.size() * width, PlanLimits.MAX_CELLS);
        var joined = new char[open.size() * width];
        int next = 0;
        for (int list : open) {
            for (int behind : lowerPlaces.lists) {
                joined[next++] = (char) record(list, lists.rules(behind));
            }
        }
        var decided = upperPlaces.lists.stream()
                .mapToInt(list -> lists.isSettled(list) ? record(list, List.of()) : -1)
                .toArray();
        int records = book.records().size();
        check((long) records + open.size(), PlanLimits.MAX_RECORDS);
        var numbers = new char[decided.length];
        int opened = 0;
        for (int place = 0; place < numbers.length; place++) {
            numbers[place] = (char) (decided[place] >= 0 ? decided[place] : records + opened++);
        }
        var cells = new char[upper.cells().length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = numbers[upper.cells()[i]];
        }
        return upper.with(
                cells,
                book.records(),
                open.isEmpty() ? Optional.empty() : Optional.of(new LowerTable(lower, width, joined)));
    }

    private EndTable part(EndCompiler part, Places places, Map<IntRow, char[]> serviceTables) {
        var table = part.table(
                serviceTables,
                (peers, number) -> places.of(part.matches(peers, number, lists)),
                List.of(),
                PlanLimits.MAX_CELLS);
        check(places.lists.size(), PlanLimits.MAX_RECORDS);
        return table;
    }

    private void check(long value, long limit) {
        PlanLimitExceeded.check(
                "cells of a table in two parts of " + facts.domain(),
                value,
                limit,
                "let rules with many different services pick fewer different peers");
    }

    private int record(int list, List<Integer> behind) {
        var one = new BitSet();
        one.set(0);
        var rules = IntStream.concat(
                        lists.rules(list).stream().mapToInt(Integer::intValue),
                        behind.stream().mapToInt(Integer::intValue))
                .toArray();
        var copies = lists.taps(list).stream()
                .map(bit -> new ClassJudge.Copy(bit, one, facts.taps().get(bit)))
                .toList();
        return judge.judge(new ClassJudge.Row(rules, rule -> one, copies), 1)[0];
    }
}
