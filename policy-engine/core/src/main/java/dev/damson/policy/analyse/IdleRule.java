package dev.damson.policy.analyse;

import dev.damson.policy.model.ObjectKey;
import java.util.List;

/**
 * A rule that could go without any packet noticing.
 *
 * @param rule place in its policy, from 0
 * @param instead a few of those that decide in its place, as {@code policy/rule}
 */
public record IdleRule(ObjectKey policy, int rule, String name, Idleness why, List<String> instead) {
    public IdleRule {
        instead = List.copyOf(instead);
    }
}
