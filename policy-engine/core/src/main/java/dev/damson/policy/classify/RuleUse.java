package dev.damson.policy.classify;

import java.util.Set;

/**
 * What one rule does in all tables of a domain, from now on, with monitored policies and without.
 *
 * @param matches some packet fits it
 * @param decides for some of those no rule before it has decided
 * @param needed some verdict would be another one without it, or be left to an isolation or the default
 * @param instead numbers of a few of those that decide in its place: before it if it never decides, else without it
 */
public record RuleUse(boolean matches, boolean decides, boolean needed, Set<Integer> instead) {
    public RuleUse {
        instead = Set.copyOf(instead);
    }
}
