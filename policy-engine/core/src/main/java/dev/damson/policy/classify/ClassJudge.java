package dev.damson.policy.classify;

import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Fills one row of a table: the records of a class of peers for every column. */
final class ClassJudge {
    private static final long[] NO_EXPIRIES = {};

    private final TierWalk walk;
    private final boolean monitoring;
    private final List<Decision> decisions;
    private final boolean observes;
    private final boolean reportsAll;
    private final RecordBook book;
    /** Record of a decision that is also the pending one, never expires and is not tapped; -1 = not made yet. */
    private final int[] plain;

    /**
     * @param rules places of the rules that pick the peers, ascending
     * @param cover the columns of a rule's services
     * @param taps the taps that pick the peers
     */
    record Row(int[] rules, IntFunction<BitSet> cover, List<Copy> taps) {}

    /** A tap's bit, its columns, and which verdicts it copies. */
    record Copy(int bit, BitSet columns, OrderedTap tap) {}

    ClassJudge(TierWalk walk, List<Decision> decisions, boolean observes, boolean reportsAll, RecordBook book) {
        this.walk = walk;
        this.monitoring = walk.isMonitoring();
        this.decisions = decisions;
        this.observes = observes;
        this.reportsAll = reportsAll;
        this.book = book;
        this.plain = new int[decisions.size()];
        Arrays.fill(plain, -1);
    }

    /** Record numbers by column. */
    int[] judge(Row row, int columns) {
        var all = new BitSet(columns);
        all.set(0, columns);
        var records = new int[columns];
        if (monitoring || !row.taps().isEmpty() || walk.anyExpires(row.rules())) {
            judge(row, all, 0, 0, records);
            return records;
        }
        walk.decide(row.rules(), row.cover(), all, 0, false, records, NO_EXPIRIES);
        for (int column = 0; column < columns; column++) {
            records[column] = plain(row, column, records[column]);
        }
        return records;
    }

    private void judge(Row row, BitSet columns, long after, int depth, int[] records) {
        PlanLimitExceeded.check(
                "expiries that follow one another for the same packets",
                depth,
                PlanLimits.MAX_SUCCESSORS,
                "let rules expire together");
        var enforced = new int[records.length];
        var pending = monitoring ? new int[records.length] : enforced;
        var expires = new long[records.length];
        Arrays.fill(expires, OrderedRule.NEVER);
        walk.decide(row.rules(), row.cover(), columns, after, false, enforced, expires);
        if (monitoring) {
            walk.decide(row.rules(), row.cover(), columns, after, true, pending, expires);
        }
        var expiring = new TreeMap<Long, BitSet>();
        for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
            if (expires[column] != OrderedRule.NEVER) {
                expiring.computeIfAbsent(expires[column], key -> new BitSet()).set(column);
            }
        }
        expiring.forEach((time, later) -> judge(row, later, time, depth + 1, records));
        for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
            records[column] = expires[column] == OrderedRule.NEVER
                            && enforced[column] == pending[column]
                            && row.taps().isEmpty()
                    ? plain(row, column, enforced[column])
                    : record(
                            row,
                            column,
                            decisions.get(enforced[column]),
                            decisions.get(pending[column]),
                            expires[column],
                            records[column]);
        }
    }

    private int plain(Row row, int column, int number) {
        if (plain[number] < 0) {
            var decision = decisions.get(number);
            plain[number] = record(row, column, decision, decision, OrderedRule.NEVER, 0);
        }
        return plain[number];
    }

    private int record(Row row, int column, Decision enforced, Decision pending, long expires, int successor) {
        boolean spared = observes && !enforced.allows() && !enforced.ofPlatform();
        var action = spared ? Action.ALLOW : enforced.action();
        boolean passes = action == Action.ALLOW;
        // A drop that is spared here and allowed once monitored rules count: no would-deny says that it was spared.
        boolean log = passes && (reportsAll || enforced.log() || spared && pending.allows());
        boolean ends = expires != OrderedRule.NEVER;
        return book.number(new VerdictRecord(
                action,
                pending.action(),
                (log ? VerdictRecord.LOG : 0) | (enforced.tcpStrict() ? VerdictRecord.TCP_STRICT : 0),
                enforced.rule(),
                pending.rule(),
                enforced.chain(),
                ends ? successor : 0,
                ends ? expires : 0,
                taps(row, column, passes)));
    }

    private static long taps(Row row, int column, boolean passes) {
        long bits = 0;
        for (var copy : row.taps()) {
            if (copy.tap().copies(passes) && copy.columns().get(column)) {
                bits |= 1L << copy.bit();
            }
        }
        return bits;
    }
}
