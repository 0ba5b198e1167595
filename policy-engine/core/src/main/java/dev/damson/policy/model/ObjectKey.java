package dev.damson.policy.model;

/** Names one object of a tenant (or of the platform, if the domain is a platform scope). */
public record ObjectKey(Kind kind, String domain, String name) implements Comparable<ObjectKey> {
    /** The canonical order of objects: by kind, scope, name. */
    @Override
    public int compareTo(ObjectKey other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) {
            order = domain.compareTo(other.domain);
        }
        return order == 0 ? name.compareTo(other.name) : order;
    }

    @Override
    public String toString() {
        return kind == Kind.DOMAIN ? kind.word() + " " + name : kind.word() + " " + domain + "/" + name;
    }
}
