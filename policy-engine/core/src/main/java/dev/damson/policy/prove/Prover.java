package dev.damson.policy.prove;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import java.util.HashSet;

/**
 * Proves that a plan means what a domain's policies say: that it can be read; that each identity is uniform for every
 * list of peers, over every range of the shipped address table; that each service class is uniform for every list of
 * services, over all 65,536 services of each protocol; and that each cell that a port's packets can reach is what the
 * interpreter says, before and after every expiry.
 */
public final class Prover {
    private Prover() {}

    public static Proof prove(DomainSnapshot snapshot, DomainPlan plan) {
        var findings = new Findings();
        new PlanShape(plan, findings).check();
        if (!findings.isEmpty()) {
            return new Proof(findings.list(), new ProofCounts(0, 0, 0, 0, 0));
        }
        var policies = snapshot.policies();
        var ranges = Cuts.in(AddressRanges.of(plan.addresses()), policies);
        var picker = new Picker(policies, ranges);
        var statements = new Statements(policies, picker);
        var realm = new Realm(policies, ranges);
        var context = new ProofContext(plan, policies, realm, statements, picker, findings);
        new InsertionCheck(policies, plan, findings).check();
        var identities = new IdentityCheck(realm, statements, findings);
        identities.check();
        var peers = identities.representatives();
        var owns = OwnPlaces.of(plan, realm, findings);
        if (findings.isEmpty()) {
            var proved = new HashSet<>();
            for (var own : owns) {
                for (var end : End.values()) {
                    var proof = new EndProof(context, own, end);
                    if (!findings.isFull() && proved.add(proof.signature())) {
                        proof.prove(peers);
                    }
                }
            }
        }
        return new Proof(findings.list(), context.counts(identities.checks()));
    }
}
