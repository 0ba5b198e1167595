package dev.damson.policy.model;

/**
 * A step in the order of policies.
 *
 * @param order {@link #FIRST_ORDER} to {@link #LAST_ORDER}, no two alike in a domain
 */
public record Tier(Metadata metadata, int order) implements PolicyObject {
    /** The tier before all others, of the platform's admins. */
    public static final String PLATFORM = "platform";
    /** The tier after all others; what it passes meets the domain's default. */
    public static final String BASELINE = "baseline";

    public static final int FIRST_ORDER = 1;
    public static final int LAST_ORDER = 9_999;

    /** Whether {@code name} is one of the two tiers that always exist. */
    public static boolean isBuiltIn(String name) {
        return name.equals(PLATFORM) || name.equals(BASELINE);
    }
}
