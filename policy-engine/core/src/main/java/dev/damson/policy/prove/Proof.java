package dev.damson.policy.prove;

import java.util.List;

/**
 * What proving a plan has found.
 *
 * @param findings where plan and policies differ; none: proved. At most {@link #MOST_FINDINGS}
 */
public record Proof(List<Finding> findings, ProofCounts counts) {
    /** A wrong plan is wrong in many cells; the first ones tell why. */
    public static final int MOST_FINDINGS = 50;

    public Proof {
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.isEmpty();
    }
}
