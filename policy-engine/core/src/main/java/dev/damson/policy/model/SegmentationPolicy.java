package dev.damson.policy.model;

import java.util.List;

/**
 * Rules in one tier.
 *
 * @param order within the tier, equal orders go by name; {@link #FIRST_ORDER} to {@link #LAST_ORDER}
 * @param tcpStrict whether flows that these rules allow must begin with a SYN
 */
public record SegmentationPolicy(
        Metadata metadata,
        String tier,
        int order,
        Mode mode,
        boolean tcpStrict,
        List<Isolation> isolates,
        List<Rule> rules)
        implements PolicyObject {
    public static final int FIRST_ORDER = 0;
    public static final int LAST_ORDER = 1_000_000;

    public SegmentationPolicy {
        isolates = List.copyOf(isolates);
        rules = List.copyOf(rules);
    }

    public SegmentationPolicy withRules(List<Rule> rules) {
        return new SegmentationPolicy(metadata, tier, order, mode, tcpStrict, isolates, rules);
    }
}
