package dev.damson.policy.model;

/**
 * What every object has.
 *
 * @param name DNS-1123
 * @param domain a domain's name; for platform objects {@code *} or {@code tenant/domain}; a Domain's is its own name
 */
public record Metadata(String name, String domain, Labels labels) {
    /** The scope of platform objects that count in every domain. */
    public static final String EVERY_DOMAIN = "*";

    public static Metadata of(String name, String domain) {
        return new Metadata(name, domain, Labels.NONE);
    }

    /** Whether {@code domain} names a scope that only the platform's admins write. */
    public static boolean isPlatform(String domain) {
        return domain.equals(EVERY_DOMAIN) || domain.indexOf('/') >= 0;
    }
}
