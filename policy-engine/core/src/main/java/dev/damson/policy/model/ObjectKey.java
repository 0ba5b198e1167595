package dev.damson.policy.model;

import java.util.Comparator;

/** Names one object of a tenant (or of the platform, if the domain is a platform scope). */
public record ObjectKey(Kind kind, String domain, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::kind)
            .thenComparing(ObjectKey::domain)
            .thenComparing(ObjectKey::name);

    /** The canonical order of objects: by kind, scope, name. */
    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind == Kind.DOMAIN ? kind.word() + " " + name : kind.word() + " " + domain + "/" + name;
    }
}
