package dev.damson.topology.inventory;

/** A port together with the tenant, domain and workload that it belongs to: what the edges of that domain must know. */
public record EdgePort(String tenant, String domain, int domainNumber, String workload, PortRecord port) {}
