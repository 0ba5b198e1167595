package dev.damson.tap.names;

/**
 * The names of a rule.
 *
 * @param policy empty for the domain's default
 * @param rule {@code isolates} and {@code default} stand as such
 */
public record RuleLabel(String domain, String tier, String policy, String rule) {
    /** {@code shop/protect-db/nobody-else}, {@code shop/default}. */
    public String path() {
        return policy.isEmpty() ? domain + "/" + rule : domain + "/" + policy + "/" + rule;
    }
}
