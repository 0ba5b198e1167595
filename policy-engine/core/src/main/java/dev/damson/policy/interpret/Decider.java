package dev.damson.policy.interpret;

import dev.damson.policy.model.SegmentationPolicy;

/**
 * Who decided.
 *
 * @param tier empty for the domain's default
 * @param scope the policy's {@code metadata.domain}; empty for the domain's default
 * @param policy empty for the domain's default
 * @param rule the rule's name, {@link #ISOLATES} or {@link #DEFAULT_NAME}
 */
public record Decider(String tier, String scope, String policy, String rule) {
    public static final String ISOLATES = "isolates";
    public static final String DEFAULT_NAME = "default";

    /** What nothing matched. */
    public static final Decider DEFAULT = new Decider("", "", "", DEFAULT_NAME);

    static Decider of(SegmentationPolicy policy, String rule) {
        return new Decider(policy.tier(), policy.scope(), policy.name(), rule);
    }

    /** {@code protect-db/nobody-else}, {@code three-tiers/isolates} or {@code default}. */
    public String name() {
        return policy.isEmpty() ? rule : policy + "/" + rule;
    }

    @Override
    public String toString() {
        return name();
    }
}
