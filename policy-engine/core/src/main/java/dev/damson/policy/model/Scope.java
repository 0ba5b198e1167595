package dev.damson.policy.model;

import java.util.List;

/** Which scopes count in a domain, and where a bare name of an object in one is looked up. */
public final class Scope {
    private Scope() {}

    /** Whether an object of {@code scope} counts in {@code tenant}'s {@code domain}. */
    public static boolean applies(String scope, String tenant, String domain) {
        return scope.equals(Metadata.EVERY_DOMAIN) || scope.equals(domain) || scope.equals(tenant + "/" + domain);
    }

    /**
     * The scopes in which a name used by an object of {@code scope} is looked up, first one first. A domain's objects
     * see only their own; the platform's objects for one domain also see those for every domain.
     */
    public static List<String> visible(String scope) {
        return scope.indexOf('/') >= 0 ? List.of(scope, Metadata.EVERY_DOMAIN) : List.of(scope);
    }
}
