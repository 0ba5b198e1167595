package dev.damson.policy.model;

import java.util.List;

/**
 * One expression of a selector, with Kubernetes' meaning: {@code NotIn} and {@code DoesNotExist} also hold where the
 * label is absent.
 *
 * @param values at least one for In and NotIn, none otherwise; sorted
 */
public record Requirement(String key, Operator operator, List<String> values) {
    public Requirement {
        values = values.stream().distinct().sorted().toList();
    }
}
