package dev.damson.topology.traffic;

/** One end of observed traffic. */
public sealed interface Endpoint {
    /** A workload of the domain. */
    record Workload(String name) implements Endpoint {}

    /** Everything else: an address, or {@link #OTHERS} where too many were seen to keep them apart. */
    record Outside(String address) implements Endpoint {}

    Outside OTHERS = new Outside("others");
}
