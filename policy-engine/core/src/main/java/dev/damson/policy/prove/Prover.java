package dev.damson.policy.prove;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Tier;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.IdentityCheck.Representative;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * Proves that a plan means what a domain's policies say: that it can be read; that each identity is uniform for every
 * list of peers, over every range of the shipped address table; that each service class is uniform for every list of
 * services, over all 65,536 services of each protocol; and that each cell that a port's packets can reach is what the
 * interpreter says, before and after every expiry.
 */
public final class Prover {
    private Prover() {}

    public static Proof prove(DomainSnapshot snapshot, DomainPlan plan) {
        return prove(snapshot, plan, new KnownProofs());
    }

    /**
     * Likewise; an end whose table was proved of the very same is not proved again.
     *
     * @param known of the domain's last plan; holds this plan's proofs afterwards
     */
    public static Proof prove(DomainSnapshot snapshot, DomainPlan plan, KnownProofs known) {
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
        var picks = new Picks(statements, realm);
        var context = new ProofContext(plan, policies, realm, statements, picks, picker, findings);
        new InsertionCheck(policies, plan, findings).check();
        var identities =
                new IdentityCheck(realm, statements, picks, plan.identities().size(), findings);
        identities.check();
        var peers = identities.representatives();
        var owns = OwnPlaces.of(plan, realm, findings);
        if (findings.isEmpty()) {
            known.begin(new KnownProofs.World(
                    ranges,
                    policies.domain(),
                    policies.workloads(),
                    policies.groups(),
                    policies.all(Tier.class),
                    policies.chains(),
                    policies.taps(),
                    plan.chains(),
                    plan.taps()));
            prove(context, owns, peers, known);
        }
        return new Proof(findings.list(), context.counts(identities.checks()));
    }

    private static void prove(
            ProofContext context, List<OwnPlace> owns, List<Representative> peers, KnownProofs known) {
        var ownPicks = new OwnPicks(owns, context.picks());
        var proved = new HashSet<>();
        for (var end : End.values()) {
            var selections = new HashMap<BitSet, Selection>();
            for (int i = 0; i < owns.size(); i++) {
                var selection = selections.computeIfAbsent(
                        ownPicks.of(i), picks -> Selection.of(context.statements(), context.picks(), end, picks));
                var proof = new EndProof(context, owns.get(i), selection);
                if (!context.findings().isFull() && proved.add(proof.signature())) {
                    var question = proof.question();
                    var checked = known.proved(question);
                    checked.ifPresent(context::count);
                    if (checked.isEmpty()) {
                        var before = context.checked();
                        proof.prove(peers);
                        if (context.findings().isEmpty()) {
                            known.add(question, context.checked().since(before));
                        }
                    }
                }
            }
        }
    }
}
