package dev.damson.console.place;

/** A virtual domain by the names of its tenant and of itself. */
public record DomainRef(String tenant, String domain) {
    @Override
    public String toString() {
        return tenant + "/" + domain;
    }
}
