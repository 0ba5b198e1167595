package dev.damson.policy.prove;

import dev.damson.policy.model.Group;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.DomainPlan;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the proofs of all ends share, and the counts of what they have checked. */
final class ProofContext {
    private final DomainPlan plan;
    private final Realm realm;
    private final Statements statements;
    private final Findings findings;
    private final Reduction reduction;
    private final CellCheck cellCheck;
    private final List<ServicePick> namedServices;
    private final Map<Group, BitSet> stateful = new HashMap<>();
    private long services;
    private long cells;
    private long verdicts;

    ProofContext(
            DomainPlan plan, PolicySet policies, Realm realm, Statements statements, Picker picker, Findings findings) {
        this.plan = plan;
        this.realm = realm;
        this.statements = statements;
        this.findings = findings;
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
        services++;
    }

    void countCell() {
        cells++;
    }

    void countVerdict() {
        verdicts++;
    }

    ProofCounts counts(long peerChecks) {
        return new ProofCounts(realm.ranges().size(), peerChecks, services, cells, verdicts);
    }
}
