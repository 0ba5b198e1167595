package dev.damson.policy.prove;

import dev.damson.policy.model.End;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the proofs of all ends share, and the counts of what they have checked. */
final class ProofContext {
    private final DomainPlan plan;
    private final Realm realm;
    private final Statements statements;
    private final Findings findings;
    private final Reduction reduction;
    private final CellCheck cellCheck;
    private final List<ServicePick> namedServices;
    private final Picks picks;
    private final ServiceBook services;
    private final Matches matches = new Matches();
    private final Map<Alike, Judgements> judgements = new HashMap<>();
    private int judged;
    private final Map<Group, BitSet> stateful = new HashMap<>();
    private long serviceChecks;
    private long cells;
    private long verdicts;

    /** Ends at which a packet is judged alike if the same statements match it. */
    private record Alike(
            End end, boolean outside, List<SegmentationPolicy> isolating, StateSpec own, Set<Group> stateful) {}

    ProofContext(
            DomainPlan plan,
            PolicySet policies,
            Realm realm,
            Statements statements,
            Picks picks,
            Picker picker,
            Findings findings) {
        this.plan = plan;
        this.realm = realm;
        this.statements = statements;
        this.findings = findings;
        this.picks = picks;
        this.services = new ServiceBook(statements.services());
        this.reduction = new Reduction(policies);
        this.cellCheck = new CellCheck(plan, policies);
        this.namedServices =
                statements.services().stream().filter(ServicePick::hasNames).toList();
        policies.groups().stream()
                .filter(group -> !group.state().isInherited())
                .forEach(group -> stateful.put(group, picker.members(group)));
    }

    DomainPlan plan() {
        return plan;
    }

    Realm realm() {
        return realm;
    }

    Statements statements() {
        return statements;
    }

    Picks picks() {
        return picks;
    }

    Matches matches() {
        return matches;
    }

    /** The services that a statement picks. */
    ServicePick service(int statement) {
        int tap = statement - statements.rules().size();
        return tap < 0
                ? statements.rules().get(statement).services()
                : statements.taps().get(tap).services();
    }

    /** See {@link ServiceBook#of}. */
    Services services(EndTable table, int family, Set<NamedPort> naming) {
        return services.of(table, family, naming);
    }

    /** @param outside whether the peer is */
    Judgements judgements(OwnPlace own, Selection selection, boolean outside) {
        var groups = stateful.keySet().stream()
                .filter(group -> members(group).get(own.workload()))
                .collect(Collectors.toSet());
        var state = realm.workloads().get(own.workload()).state();
        return judgements.computeIfAbsent(
                new Alike(selection.end(), outside, selection.isolating(), state, groups),
                key -> new Judgements(() -> judged++));
    }

    Findings findings() {
        return findings;
    }

    Reduction reduction() {
        return reduction;
    }

    CellCheck cellCheck() {
        return cellCheck;
    }

    /** Groups that give their members a state. */
    Set<Group> stateful() {
        return stateful.keySet();
    }

    BitSet members(Group group) {
        return stateful.getOrDefault(group, new BitSet());
    }

    Set<NamedPort> naming(BitSet workloads) {
        return realm.naming(workloads, namedServices);
    }

    void countServices() {
        serviceChecks++;
    }

    void countCells(int count) {
        cells += count;
    }

    void countVerdict() {
        verdicts++;
    }

    /** What has been checked so far. */
    KnownProofs.Checked checked() {
        return new KnownProofs.Checked(serviceChecks, cells);
    }

    /** Counts what an earlier proof has checked. */
    void count(KnownProofs.Checked known) {
        serviceChecks += known.services();
        cells += known.cells();
    }

    ProofCounts counts(long peerChecks) {
        return new ProofCounts(realm.ranges().size(), peerChecks, serviceChecks, cells, verdicts);
    }
}
