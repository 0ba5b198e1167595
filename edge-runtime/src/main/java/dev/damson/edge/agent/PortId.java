package dev.damson.edge.agent;

/** A port of a workload, by names. */
public record PortId(DomainId domain, String workload, String port) implements Comparable<PortId> {
    private static final String ALIAS = "damson:";

    /** What the host-side interface of this port has as its alias. */
    public String alias() {
        return ALIAS + this;
    }

    /** {@code web-1/eth0}, as layouts name ports. */
    public String inDomain() {
        return workload + "/" + port;
    }

    @Override
    public int compareTo(PortId other) {
        return toString().compareTo(other.toString());
    }

    /** {@code acme/shop/web-1/eth0} */
    @Override
    public String toString() {
        return domain + "/" + inDomain();
    }
}
