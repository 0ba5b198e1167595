package dev.damson.policy.bundle;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.KnownTables;
import dev.damson.policy.emit.KnownPrograms;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.KnownProofs;
import dev.damson.policy.prove.Proof;
import dev.damson.policy.prove.Prover;
import java.util.Optional;

/**
 * Compiles one domain again and again, and does anew only what changed. What it gives depends on nothing but the input:
 * the bytes are those of {@link DomainCompiler}. Not for several threads.
 */
public final class IncrementalCompiler {
    private final KnownTables tables = new KnownTables();
    private final KnownPrograms programs = new KnownPrograms();
    private final KnownProofs proofs = new KnownProofs();
    private final KnownBlobs blobs = new KnownBlobs();
    private volatile long bytes;

    /**
     * @throws dev.damson.policy.classify.PlanLimitExceeded if the domain is larger than a table may be
     * @throws NotProved if the compiler made tables that do not mean what the policies say
     */
    public CompiledDomain compile(CompileInput input) {
        var plan = plan(input.snapshot());
        return bundle(input, plan, prove(input.snapshot(), plan));
    }

    /**
     * @throws dev.damson.policy.classify.PlanLimitExceeded if the domain is larger than a table may be
     * @throws IllegalArgumentException if a policy is in a tier that is not there, which only policies are that nobody
     *     has checked: it would be left out, and everything else would mean something
     */
    public DomainPlan plan(DomainSnapshot snapshot) {
        var tiers = snapshot.policies().tierNames();
        for (var policy : snapshot.policies().policies()) {
            if (!tiers.contains(policy.tier())) {
                throw new IllegalArgumentException(
                        "policy \"%s\" is in tier \"%s\", which is not there: check policies before they are compiled"
                                .formatted(policy.name(), policy.tier()));
            }
        }
        return Classifier.classify(snapshot, tables);
    }

    /** Proves a plan; what an earlier proof found of the very same questions holds. */
    public Proof prove(DomainSnapshot snapshot, DomainPlan plan) {
        return Prover.prove(snapshot, plan, proofs);
    }

    /**
     * Bundles a plan that was made of the same snapshot.
     *
     * @throws NotProved if the proof does not hold
     */
    public CompiledDomain bundle(CompileInput input, DomainPlan plan, Proof proof) {
        if (!proof.holds()) {
            throw new NotProved(input.snapshot().domain(), proof);
        }
        var compiled = DomainCompiler.bundle(input, plan, Optional.of(proof), programs, blobs);
        bytes = 2
                * compiled.blobs().values().stream()
                        .mapToLong(part -> part.length)
                        .sum();
        return compiled;
    }

    /** About how much memory what it knows takes: its tables, as numbers and as they are written. */
    public long bytes() {
        return bytes;
    }
}
