package dev.damson.policy.prove;

import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.prove.IdentityCheck.Representative;
import dev.damson.policy.prove.Statements.PickedRule;
import dev.damson.policy.prove.Statements.PickedTap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Proves the table of one end for one own address, cell by cell. */
final class EndProof {
    private final ProofContext context;
    private final OwnPlace own;
    private final End end;
    private final EndTable table;
    private final String place;
    private final BitSet placesOfRules = new BitSet();
    private final List<PickedRule> rules = new ArrayList<>();
    private final BitSet placesOfTaps = new BitSet();
    private final List<PickedTap> taps = new ArrayList<>();
    private final Set<SegmentationPolicy> isolating = new LinkedHashSet<>();
    private final Map<Integer, List<Run>> runs = new LinkedHashMap<>();

    /** What the interpreter's answer depends on, beside the service. */
    private record Case(int row, int family, boolean outside, BitSet rules, BitSet taps, Set<NamedPort> naming) {}

    private record Choice(int serviceClass, BitSet services) {}

    EndProof(ProofContext context, OwnPlace own, End end) {
        this.context = context;
        this.own = own;
        this.end = end;
        var profile = context.plan().profiles().get(own.profile() - 1);
        table = end == End.SOURCE ? profile.from() : profile.to();
        place = "profile " + own.profile() + ", " + (end == End.SOURCE ? "from " : "to ") + own.address();
        select();
    }

    private boolean isSource() {
        return end == End.SOURCE;
    }

    private void select() {
        var statements = context.statements();
        for (int i = 0; i < statements.rules().size(); i++) {
            var rule = statements.rules().get(i);
            if (rule.rule().at().orElse(end) == end && picksOwn(isSource() ? rule.from() : rule.to())) {
                placesOfRules.set(i);
                rules.add(rule);
            }
        }
        for (int i = 0; i < statements.taps().size(); i++) {
            var tap = statements.taps().get(i);
            if (picksOwn(isSource() ? tap.from() : tap.to())) {
                placesOfTaps.set(i);
                taps.add(tap);
            }
        }
        var direction = isSource() ? Direction.EGRESS : Direction.INGRESS;
        for (var isolation : statements.isolations()) {
            if (isolation.isolation().direction() == direction && picksOwn(isolation.subjects())) {
                isolating.add(isolation.policy());
            }
        }
    }

    private boolean picksOwn(PeerPick pick) {
        return pick.picksOwn(own.workload(), own.range());
    }

    /** What is proved with this: another own address with an equal one needs no proof of its own. */
    Object signature() {
        var workload = context.realm().workloads().get(own.workload());
        var states = context.stateful().stream()
                .filter(group -> context.members(group).get(own.workload()))
                .toList();
        return List.of(
                own.profile(),
                end,
                firstRow(),
                family(),
                placesOfRules,
                placesOfTaps,
                isolating.stream().map(SegmentationPolicy::key).toList(),
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

    void prove(List<Representative> peers) {
        runs.put(4, Run.of(table, 4));
        runs.put(6, Run.of(table, 6));
        var seen = new HashSet<Case>();
        for (var peer : peers) {
            if (context.findings().isFull()) {
                return;
            }
            if (peer.family() == family()) {
                var asked = ask(peer);
                if (seen.add(asked)) {
                    cells(peer, asked);
                }
            }
        }
    }

    private int family() {
        return own.address().isIpv4() ? 4 : 6;
    }

    private Case ask(Representative peer) {
        var owners = context.realm().owners(peer.range());
        var picked = new BitSet();
        boolean named = false;
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            boolean picks = (isSource() ? rule.to() : rule.from()).picks(owners, peer.range());
            picked.set(i, picks);
            named |= picks && rule.services().hasNames();
        }
        var tapped = new BitSet();
        for (int i = 0; i < taps.size(); i++) {
            var tap = taps.get(i);
            boolean picks = (isSource() ? tap.to() : tap.from()).picks(owners, peer.range());
            tapped.set(i, picks);
            named |= picks && tap.services().hasNames();
        }
        int row = firstRow() + at(table.classOfIdentity(), peer.identity());
        return new Case(
                row, peer.family(), owners.isEmpty(), picked, tapped, named && isSource() ? peer.naming() : Set.of());
    }

    private void cells(Representative peer, Case asked) {
        var keptRules = new LinkedHashMap<SegmentationPolicy, List<Rule>>();
        var keptTaps = new ArrayList<VirtualTap>();
        var expiries = new ArrayList<Expiry>();
        asked.rules().stream().mapToObj(rules::get).forEach(rule -> {
            keptRules.computeIfAbsent(rule.policy(), key -> new ArrayList<>()).add(rule.rule());
            rule.rule().expiry().ifPresent(expiries::add);
        });
        asked.taps().stream().mapToObj(place -> taps.get(place).tap()).forEach(tap -> {
            keptTaps.add(tap);
            expiries.add(tap.expiry());
        });
        var workloads = new LinkedHashSet<Workload>();
        workloads.add(context.realm().workloads().get(own.workload()));
        context.realm().owners(peer.range()).stream()
                .mapToObj(context.realm().workloads()::get)
                .forEach(workloads::add);
        var interpreter = new Interpreter(context.reduction().of(workloads, keptRules, isolating, keptTaps));
        var moments = moments(expiries);
        for (var packet : packets(asked)) {
            context.countCell();
            for (var moment : moments) {
                compare(interpreter, peer, asked.row(), packet, moment);
            }
        }
    }

    /** For all 65,536 services of every protocol: one of each class and of each choice of matching rules. */
    private List<Run> packets(Case asked) {
        var services = new LinkedHashSet<ServicePick>();
        asked.rules().stream().forEach(place -> services.add(rules.get(place).services()));
        asked.taps().stream().forEach(place -> services.add(taps.get(place).services()));
        var naming = isSource() ? asked.naming() : ownNaming();
        var seen = new HashSet<Choice>();
        var packets = new ArrayList<Run>();
        for (var run : runs.getOrDefault(asked.family(), List.of())) {
            var starts = new TreeSet<Integer>();
            services.forEach(service -> service.cut(run.protocol(), naming, starts));
            for (var part : starts.isEmpty() ? List.of(run) : run.cut(starts)) {
                var picked = new BitSet();
                int place = 0;
                for (var service : services) {
                    picked.set(place++, service.picks(asked.family(), run.protocol(), part.first(), naming));
                }
                context.countServices();
                if (seen.add(new Choice(run.serviceClass(), picked))) {
                    packets.add(part);
                }
            }
        }
        return packets;
    }

    private Set<NamedPort> ownNaming() {
        var self = new BitSet();
        self.set(own.workload());
        return context.naming(self);
    }

    /** Just before and at each expiry, and long before. */
    private static Set<Instant> moments(List<Expiry> expiries) {
        var moments = new TreeSet<Instant>();
        moments.add(Instant.EPOCH);
        for (var expiry : expiries) {
            if (expiry instanceof Expiry.At(Instant time) && time.isAfter(Instant.EPOCH)) {
                moments.add(time.minusNanos(1));
                moments.add(time);
            }
        }
        return moments;
    }

    private void compare(Interpreter interpreter, Representative peer, int row, Run run, Instant now) {
        var service = run.service(peer.family());
        var address = context.realm().ranges().get(peer.range()).first();
        var name = Optional.of(context.realm().workloads().get(own.workload()).name());
        var flow = isSource()
                ? new Flow(own.address(), address, service, name, Optional.empty(), now)
                : new Flow(address, own.address(), service, Optional.empty(), name, now);
        EndVerdict meant = interpreter.judge(flow).ends().getFirst();
        context.countVerdict();
        int cell = row * table.stride() + run.serviceClass();
        context.cellCheck()
                .difference(table, cell, now, meant)
                .ifPresent(difference -> context.findings()
                        .add(place + ", identity " + peer.identity() + " (" + address + "), " + service, difference));
    }
}
