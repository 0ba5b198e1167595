package dev.damson.policy.prove;

import dev.damson.policy.model.End;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.policy.plan.RuleName;
import dev.damson.policy.prove.IdentityCheck.Representative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Proves the table of one end for one own address, cell by cell. */
final class EndProof {
    private static final int UNCHECKED = -1;

    private final ProofContext context;
    private final OwnPlace own;
    private final Selection selection;
    private final EndTable table;
    private final Optional<EndTable> lower;
    private final String place;
    private final boolean named;
    /** By place in the selection's statements: the number of its list of peers on the other side. */
    private final int[] peersOfStatement;
    /** By judgement the record that was held against it last; a table has one for each, as a rule. */
    private int[] agreeing = new int[0];

    /**
     * What the interpreter's answer depends on, beside the service.
     *
     * @param peers numbers of the lists of peers on the other side that pick the peer
     */
    private record Case(int row, int lowerRow, boolean outside, BitSet peers, Set<NamedPort> naming) {}

    EndProof(ProofContext context, OwnPlace own, Selection selection) {
        this.context = context;
        this.own = own;
        this.selection = selection;
        var profile = context.plan().profiles().get(own.profile() - 1);
        table = isSource() ? profile.from() : profile.to();
        lower = table.lower().map(LowerTable::table);
        place = "profile " + own.profile() + ", " + (isSource() ? "from " : "to ") + own.address();
        peersOfStatement = selection.statements().stream()
                .mapToInt(statement -> context.picks().of(statement, !isSource()))
                .toArray();
        named = selection.statements().stream()
                .anyMatch(statement -> context.service(statement).hasNames());
    }

    private boolean isSource() {
        return selection.end() == End.SOURCE;
    }

    /** What is proved with this: another own address with an equal one needs no proof of its own. */
    Object signature() {
        var workload = context.realm().workloads().get(own.workload());
        var states = context.stateful().stream()
                .filter(group -> context.members(group).get(own.workload()))
                .toList();
        return List.of(
                own.profile(),
                firstRow(),
                family(),
                selection,
                workload.state(),
                states,
                Set.copyOf(workload.namedPorts()));
    }

    private int firstRow() {
        return at(table.rowOfOwn(), own.identity());
    }

    private static int at(char[] byIdentity, int identity) {
        return byIdentity.length == 0 ? 0 : byIdentity[identity < byIdentity.length ? identity : 0];
    }

    private int family() {
        return own.address().isIpv4() ? 4 : 6;
    }

    /** Everything that the proof reads, beside the world. */
    KnownProofs.Question question() {
        var rules = context.plan().rules();
        var names = new ArrayList<RuleName>();
        for (var record : table.records()) {
            names.add(rules.get(record.rule()));
            names.add(rules.get(record.pendingRule()));
        }
        return new KnownProofs.Question(
                own,
                table,
                isSource(),
                selection.statements().stream()
                        .map(statement -> context.statements().content(statement))
                        .toList(),
                selection.isolating().stream()
                        .<Object>map(policy -> context.statements().head(policy))
                        .toList(),
                names);
    }

    void prove(List<Representative> peers) {
        var slots = new LinkedHashMap<Set<NamedPort>, Slots>();
        var seen = new HashSet<Case>();
        for (var peer : peers) {
            if (context.findings().isFull()) {
                return;
            }
            if (peer.family() == family()) {
                var asked = ask(peer);
                if (seen.add(asked)) {
                    cells(peer, asked, slots.computeIfAbsent(asked.naming(), this::slots));
                }
            }
        }
    }

    private Case ask(Representative peer) {
        var picking = (BitSet) peer.picks().clone();
        picking.and(selection.peers());
        return new Case(
                firstRow() + at(table.classOfIdentity(), peer.identity()),
                lower.map(part -> at(part.classOfIdentity(), peer.identity())).orElse(0),
                context.realm().isOutside(peer.range()),
                picking,
                !named ? Set.of() : isSource() ? peer.naming() : ownNaming());
    }

    private Set<NamedPort> ownNaming() {
        var self = new BitSet();
        self.set(own.workload());
        return context.naming(self);
    }

    /** A column, that of the table's lower part if it has one, and a class of services that lie in both. */
    private record Slot(int column, int lowerColumn, int service) {}

    /**
     * Every slot that some service has.
     *
     * @param pieces one of each slot
     */
    private record Slots(Services services, int[] columns, int[] lowerColumns, int[] classes, List<Piece> pieces) {}

    /** For all 65,536 services of every protocol: one of each column and of each choice of matching lists. */
    private Slots slots(Set<NamedPort> naming) {
        var services = context.services(table, family(), naming);
        var slots = new LinkedHashMap<Slot, Piece>();
        for (var piece : services.pieces()) {
            int column = table.column(piece.protocol(), piece.first());
            int lowerColumn = lower.map(part -> part.column(piece.protocol(), piece.first()))
                    .orElse(0);
            slots.putIfAbsent(new Slot(column, lowerColumn, piece.service()), piece);
            context.countServices();
        }
        return new Slots(
                services,
                slots.keySet().stream().mapToInt(Slot::column).toArray(),
                slots.keySet().stream().mapToInt(Slot::lowerColumn).toArray(),
                slots.keySet().stream().mapToInt(Slot::service).toArray(),
                List.copyOf(slots.values()));
    }

    private void cells(Representative peer, Case asked, Slots slots) {
        var statements = new ArrayList<Integer>();
        for (int i = 0; i < peersOfStatement.length; i++) {
            if (asked.peers().get(peersOfStatement[i])) {
                statements.add(selection.statements().get(i));
            }
        }
        var matching = new int[slots.services().classes()];
        for (int statement : statements) {
            var picked = slots.services().picked(context.service(statement));
            for (int i = picked.nextSetBit(0); i >= 0; i = picked.nextSetBit(i + 1)) {
                matching[i] = context.matches().with(matching[i], statement);
            }
        }
        var judgements = context.judgements(own, selection, asked.outside());
        var witness = new Witness(context, own, selection, peer, statements);
        int row = asked.row() * table.stride();
        int lowerRow = asked.lowerRow() * lower.map(EndTable::stride).orElse(0);
        int judged = UNCHECKED;
        int agreed = UNCHECKED;
        for (int i = 0; i < slots.columns().length; i++) {
            int matched = matching[slots.classes()[i]];
            int record = table.record(row + slots.columns()[i], lowerRow + slots.lowerColumns()[i]);
            // The list that matches is mostly that of the service before, and the record that has agreed with it.
            if (matched != judged || record != agreed) {
                var piece = slots.pieces().get(i);
                var judgement = judgements.of(matched, () -> witness.judge(piece));
                judged = matched;
                agreed = agrees(judgement, record) || compare(judgement, record, peer, piece) ? record : UNCHECKED;
            }
        }
        context.countCells(slots.columns().length);
    }

    private boolean agrees(Judgement judgement, int record) {
        return judgement.number() < agreeing.length && agreeing[judgement.number()] == record;
    }

    private boolean compare(Judgement judgement, int record, Representative peer, Piece piece) {
        boolean same = true;
        for (var moment : judgement.moments(CellCheck.expiries(table, record))) {
            var difference = context.cellCheck().difference(table, record, moment, judgement.at(moment));
            same &= difference.isEmpty();
            difference.ifPresent(text -> context.findings()
                    .add(
                            place + ", identity " + peer.identity() + " ("
                                    + context.realm().ranges().get(peer.range()).first() + "), "
                                    + piece.packet(family()),
                            text));
        }
        if (same) {
            int before = agreeing.length;
            if (judgement.number() >= before) {
                agreeing = Arrays.copyOf(agreeing, Math.max(2 * before, judgement.number() + 1));
                Arrays.fill(agreeing, before, agreeing.length, UNCHECKED);
            }
            agreeing[judgement.number()] = record;
        }
        return same;
    }
}
