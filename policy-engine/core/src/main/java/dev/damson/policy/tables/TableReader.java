package dev.damson.policy.tables;

import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.policy.tables.TableReading.Answer;
import dev.damson.policy.tables.TableReading.Column;
import dev.damson.policy.tables.TableReading.PeerClass;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads the tables of a plan back into the policy's words. Not for several threads. */
public final class TableReader {
    private static final int NOBODY = 0;

    private final DomainPlan plan;
    private final Identities identities;

    public TableReader(DomainPlan plan) {
        this.plan = plan;
        this.identities = new Identities(plan);
    }

    /** Row of the table, and of the lower table where there is one. */
    private record Row(int upper, int lower) {}

    /** Whose ports have a profile. */
    public Who judged(int profile) {
        return identities.who(identities.of(profile));
    }

    /** What a profile's table of one end says. */
    public TableReading read(int profile, End end) {
        var pair = plan.profiles().get(profile - 1);
        var table = end == End.SOURCE ? pair.from() : pair.to();
        var columns = new Columns(table);
        return new TableReading(
                profile,
                end,
                judged(profile),
                peers(profile, table, columns),
                columns(table, columns),
                IntStream.range(0, table.records().size())
                        .mapToObj(number ->
                                VerdictReading.of(plan, number, table.records().get(number)))
                        .toList());
    }

    private static List<Column> columns(EndTable table, Columns columns) {
        return IntStream.range(0, columns.count())
                .mapToObj(column -> new Column(
                        number(
                                columns.pair(column).upper(),
                                columns.pair(column).lower(),
                                table),
                        columns.text(single(column))))
                .toList();
    }

    private static BitSet single(int bit) {
        var bits = new BitSet();
        bits.set(bit);
        return bits;
    }

    private static String number(int upper, int lower, EndTable table) {
        return table.lower().isEmpty() ? Integer.toString(upper) : upper + "/" + lower;
    }

    private List<PeerClass> peers(int profile, EndTable table, Columns columns) {
        var own = ownRows(profile, table);
        var found = new ArrayList<PeerClass>();
        own.values().forEach(alike -> {
            var rows = new LinkedHashMap<Row, List<Integer>>();
            for (int peer = 0; peer < identities.count(); peer++) {
                rows.computeIfAbsent(row(table, alike.getFirst(), peer), added -> new ArrayList<>())
                        .add(peer);
            }
            var who = own.size() == 1 ? Optional.<Who>empty() : Optional.of(identities.who(alike));
            rows.forEach((row, peers) -> found.add(new PeerClass(
                    number(row.upper(), row.lower(), table),
                    who,
                    identities.who(peers),
                    peers.contains(NOBODY),
                    answers(table, row, columns))));
        });
        // Stable: where rows count for some own addresses only, those of one address stay together.
        found.sort(Comparator.comparing(PeerClass::everyoneElse));
        return found;
    }

    /** The port's own identities by the rows that their addresses lead to. */
    private Map<Row, List<Integer>> ownRows(int profile, EndTable table) {
        var rows = new LinkedHashMap<Row, List<Integer>>();
        for (int own : identities.of(profile)) {
            rows.computeIfAbsent(row(table, own, NOBODY), added -> new ArrayList<>())
                    .add(own);
        }
        return rows;
    }

    private static Row row(EndTable table, int own, int peer) {
        return new Row(
                table.cell(own, peer, 0) / table.stride(),
                table.lower()
                        .map(LowerTable::table)
                        .map(part -> part.cell(own, peer, 0) / part.stride())
                        .orElse(0));
    }

    private static List<Answer> answers(EndTable table, Row row, Columns columns) {
        var byRecord = new TreeMap<Integer, BitSet>();
        for (int column = 0; column < columns.count(); column++) {
            var pair = columns.pair(column);
            int lower = table.lower()
                    .map(part -> row.lower() * part.table().stride() + pair.lower())
                    .orElse(0);
            int record = table.record(row.upper() * table.stride() + pair.upper(), lower);
            byRecord.computeIfAbsent(record, added -> new BitSet()).set(column);
        }
        return byRecord.entrySet().stream()
                .sorted(Comparator.comparing(entry -> columns.isElse(entry.getValue())))
                .map(entry -> new Answer(columns.text(entry.getValue()), entry.getKey()))
                .toList();
    }
}
