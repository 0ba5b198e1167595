package dev.damson.wire.topic;

/** Names of topics. Tenants, domains and edges are named by their DNS-1123 names, which have no dots. */
public final class Topics {
    /** Before the name of every topic. */
    public static final String PREFIX = "damson.";

    private static final String FLOW = PREFIX + "flow.";
    private static final String TAP = PREFIX + "tap.";
    private static final String EDGE = PREFIX + "edge.";
    private static final String REPORT = ".report";

    private Topics() {}

    /** Manifest and blobs of a domain; one partition, compacted. */
    public static String domain(String tenant, String domain) {
        return PREFIX + "domain." + tenant + "." + domain;
    }

    /** What an edge hosts; one partition, compacted. */
    public static String edge(String edge) {
        return EDGE + edge;
    }

    /** What an edge says; one partition, compacted. */
    public static String report(String edge) {
        return EDGE + edge + REPORT;
    }

    /** Flow events of a tenant by flow; retained. */
    public static String flow(String tenant) {
        return FLOW + tenant;
    }

    /** Tapped packets of a tenant, pcapng sections by tap and flow; retained. */
    public static String tap(String tenant) {
        return TAP + tenant;
    }
}
