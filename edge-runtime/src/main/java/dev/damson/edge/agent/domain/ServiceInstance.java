package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.DomainId;

/**
 * One running copy of a service function on this host, with both sides at ports of this host.
 *
 * @param function index in the revision's layout
 * @param slot its place in {@code host/instances}
 * @param insidePort slot of the port at its inside
 * @param outsidePort slot of the port at its outside
 * @param probeInside 4 bytes: where probes seem to come from
 * @param probeOutside 4 bytes: where they are for
 */
public record ServiceInstance(
        DomainId domain,
        String functionName,
        String name,
        int function,
        int slot,
        int insidePort,
        int outsidePort,
        byte[] probeInside,
        byte[] probeOutside) {
    /** {@code acme/shop/firewall/fw-1}: by which the host numbers it. */
    static String key(DomainId domain, String function, String instance) {
        return domain + "/" + function + "/" + instance;
    }
}
