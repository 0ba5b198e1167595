package dev.damson.topology.traffic;

/**
 * Traffic of one minute in one direction of opening, between two endpoints of a domain.
 *
 * @param minute seconds since 1970, a multiple of 60
 * @param service protocol and port of the responder, {@code TCP/5432}, {@code ICMP/8}
 */
public record TrafficSum(
        String domain,
        Endpoint source,
        Endpoint target,
        long minute,
        String service,
        Judgement judgement,
        long flows,
        long packets,
        long bytes) {}
