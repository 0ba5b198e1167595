package dev.damson.policy.classify;

import dev.damson.policy.classify.ServiceSet.PortLabel;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.EndTable;
import dev.damson.wire.layout.VerdictRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes the table of one end: peers apart by the rules that count there, services apart by those rules' services. */
final class EndCompiler {
    private final DomainFacts facts;
    private final OwnEnd own;
    private final boolean source;
    private final int firstRule;
    private final OrderedRule[] rules;
    private final List<OrderedIsolation> isolations;
    private final int[] taps;
    private final Set<ServiceSet> services = new LinkedHashSet<>();
    private final Map<Integer, List<Integer>> rulesOfPeers = new HashMap<>();
    private final List<Integer> rulesOfAll;
    private final Columns columns;
    private final boolean familiesApart;
    private final BitSet[] coverOfRule;

    private record Cover(ServiceSet services, int family, int naming) {}

    private final Map<Cover, BitSet> covers = new HashMap<>();

    /** Of the rules that count there those from one place to before another, and taps only with the first. */
    EndCompiler(DomainFacts facts, OwnEnd own, int fromRule, int toRule) {
        this.facts = facts;
        this.own = own;
        this.source = own.end() == End.SOURCE;
        var ends = facts.at(own.end());
        firstRule = fromRule;
        var places = Arrays.copyOfRange(OwnEnds.merged(own.rules(), ends.rulesOfAll()), fromRule, toRule);
        rules = new OrderedRule[places.length];
        for (int i = 0; i < places.length; i++) {
            rules[i] = facts.rulebook().rules().get(places[i]);
            services.add(rules[i].services());
            rulesOfPeers
                    .computeIfAbsent(source ? rules[i].to() : rules[i].from(), key -> new ArrayList<>())
                    .add(i);
        }
        rulesOfAll = rulesOfPeers.getOrDefault(PeerSets.EVERYBODY, List.of());
        isolations = new ArrayList<>();
        for (int place : OwnEnds.merged(own.isolations(), ends.isolationsOfAll())) {
            isolations.add(facts.rulebook().isolations().get(place));
        }
        taps = fromRule == 0 ? OwnEnds.merged(own.taps(), ends.tapsOfAll()) : new int[0];
        for (int tap : taps) {
            services.add(facts.taps().get(tap).services());
        }
        columns = Columns.apart(services, this::portsInAnyRow);
        familiesApart = services.stream().anyMatch(ServiceSet::tellsFamiliesApart);
        coverOfRule = new BitSet[rules.length];
    }

    private static EndCompiler whole(DomainFacts facts, OwnEnd own) {
        int rules = own.rules().size() + facts.at(own.end()).rulesOfAll().size();
        return new EndCompiler(facts, own, 0, rules);
    }

    /** @param serviceTables see {@link TableLayout} */
    static EndTable compile(DomainFacts facts, OwnEnd own, Map<IntRow, char[]> serviceTables) {
        var whole = whole(facts, own);
        try {
            return whole.table(serviceTables);
        } catch (PlanLimitExceeded tooLarge) {
            return TwoParts.compile(facts, own, whole, serviceTables, tooLarge);
        }
    }

    /** Adds what the rules do at this end. */
    static void uses(DomainFacts facts, OwnEnd own, RuleUses uses) {
        var compiler = whole(facts, own);
        var peers = compiler.peers();
        var end = uses.at(compiler.rules, compiler.isolations, facts.allowsByDefault());
        for (int i = 0; i < peers.count(); i++) {
            end.add(compiler.row(peers, i), compiler.columns.count());
        }
    }

    private EndTable table(Map<IntRow, char[]> serviceTables) {
        var book = new RecordBook(facts.domain());
        var judge = judge(book);
        return table(
                serviceTables,
                (peers, number) -> judge.judge(row(peers, number), columns.count()),
                book.records(),
                facts.limits().cellsOfOne());
    }

    /** What stands in the cells of a class of peers, by column. */
    interface Rows {
        int[] of(Partition.Classes peers, int number);
    }

    /** @param records is read when the rows are made */
    EndTable table(Map<IntRow, char[]> serviceTables, Rows rows, List<VerdictRecord> records, int mostCells) {
        var peers = peers();
        var layout = new TableLayout(facts.domain(), serviceTables);
        var rowOfClass = new int[peers.count()];
        for (int i = 0; i < rowOfClass.length; i++) {
            rowOfClass[i] = layout.row(rows.of(peers, i));
        }
        var rowOfIdentity = new int[peers.of().length];
        for (int identity = 0; identity < rowOfIdentity.length; identity++) {
            rowOfIdentity[identity] = rowOfClass[peers.of()[identity]];
        }
        return layout.table(columns, facts.sharedServices(), rowOfIdentity, records, mostCells);
    }

    /** Judges by the rules of this table. */
    ClassJudge judge(RecordBook book) {
        var walk = new TierWalk(rules, isolations, facts.tiers());
        return new ClassJudge(walk, walk.decisions(facts.allowsByDefault()), own.observes(), facts.reportsAll(), book);
    }

    OrderedRule[] rules() {
        return rules;
    }

    /** By column the list of the rules and taps that match a class of peers. */
    int[] matches(Partition.Classes peers, int number, MatchLists lists) {
        var row = row(peers, number);
        var matches = new int[columns.count()];
        for (int rule : row.rules()) {
            var cover = row.cover().apply(rule);
            for (int column = cover.nextSetBit(0); column >= 0; column = cover.nextSetBit(column + 1)) {
                matches[column] = lists.withRule(matches[column], firstRule + rule);
            }
        }
        for (var copy : row.taps()) {
            copy.columns().stream().forEach(column -> matches[column] = lists.withTap(matches[column], copy.bit()));
        }
        return matches;
    }

    private Collection<Integer> portsInAnyRow(PortLabel label) {
        return source
                ? facts.portNames().allPorts(label)
                : facts.portNames().ports(own.naming(), label).toList();
    }

    private Partition.Classes peers() {
        var identities = facts.identities();
        var partition = new Partition(identities.count());
        var split = new LinkedHashSet<>(rulesOfPeers.keySet());
        boolean outsideApart = false;
        for (int number : taps) {
            var tap = facts.taps().get(number);
            split.add(source ? tap.to() : tap.from());
            outsideApart |= !source && tap.onlyFromOutside();
        }
        split.remove(PeerSets.EVERYBODY);
        split.forEach(set -> partition.split(set, identities.in(set)));
        if (outsideApart) {
            partition.split(Partition.UNMARKED, select(identities::isOutside));
        }
        if (familiesApart) {
            partition.split(Partition.UNMARKED, select(identity -> identities.family(identity) == 6));
        }
        if (source && services.stream().anyMatch(set -> !set.names().isEmpty())) {
            namings(partition);
        }
        return partition.classes();
    }

    private IntSet select(Function<Integer, Boolean> filter) {
        var selected = new BitSet();
        for (int identity = 0; identity < facts.identities().count(); identity++) {
            selected.set(identity, filter.apply(identity));
        }
        return IntSet.of(selected);
    }

    private void namings(Partition partition) {
        var byNaming = new HashMap<Integer, BitSet>();
        for (int identity = 0; identity < facts.identities().count(); identity++) {
            int naming = facts.identities().naming(identity);
            if (naming != PortNames.NONE) {
                byNaming.computeIfAbsent(naming, key -> new BitSet()).set(identity);
            }
        }
        byNaming.values().forEach(members -> partition.split(Partition.UNMARKED, IntSet.of(members)));
    }

    private ClassJudge.Row row(Partition.Classes peers, int number) {
        int identity = peers.first().get(number);
        var sets = peers.marks().get(number);
        var matching = new BitSet();
        rulesOfAll.forEach(matching::set);
        sets.forEach(set -> rulesOfPeers.getOrDefault(set, List.of()).forEach(matching::set));
        var copies = new ArrayList<ClassJudge.Copy>();
        for (int bit : taps) {
            var tap = facts.taps().get(bit);
            int peer = source ? tap.to() : tap.from();
            boolean here =
                    source || !tap.onlyFromOutside() || facts.identities().isOutside(identity);
            if (here && (peer == PeerSets.EVERYBODY || sets.contains(peer))) {
                copies.add(new ClassJudge.Copy(bit, cover(tap.services(), identity), tap));
            }
        }
        return new ClassJudge.Row(matching.stream().toArray(), rule -> coverOfRule(rule, identity), copies);
    }

    private BitSet coverOfRule(int rule, int identity) {
        var services = rules[rule].services();
        if (familiesApart || !services.names().isEmpty()) {
            return cover(services, identity);
        }
        if (coverOfRule[rule] == null) {
            coverOfRule[rule] = columns.cover(services, 0, label -> IntSet.EMPTY);
        }
        return coverOfRule[rule];
    }

    private BitSet cover(ServiceSet set, int identity) {
        int naming = source ? facts.identities().naming(identity) : own.naming();
        int family = familiesApart ? facts.identities().family(identity) : 0;
        return covers.computeIfAbsent(
                new Cover(set, family, set.names().isEmpty() ? PortNames.NONE : naming),
                key -> columns.cover(set, family, label -> facts.portNames().ports(naming, label)));
    }
}
