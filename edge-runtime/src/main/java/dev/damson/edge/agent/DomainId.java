package dev.damson.edge.agent;

/** A virtual domain of a tenant, by their names. */
public record DomainId(String tenant, String domain) implements Comparable<DomainId> {
    @Override
    public int compareTo(DomainId other) {
        return toString().compareTo(other.toString());
    }

    /** {@code acme/shop} */
    @Override
    public String toString() {
        return tenant + "/" + domain;
    }
}
