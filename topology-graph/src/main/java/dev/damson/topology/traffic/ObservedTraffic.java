package dev.damson.topology.traffic;

/** Traffic summed over a window. */
public record ObservedTraffic(
        Endpoint source,
        Endpoint target,
        String service,
        TrafficVerdict verdict,
        String rule,
        long flows,
        long packets,
        long bytes) {}
