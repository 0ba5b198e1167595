package dev.damson.topology.people;

/** What a person may do; rights add up. */
public enum Role {
    /** Tenants, zones, edges, the platform tier, and everything a tenant admin may do in each tenant. */
    PLATFORM_ADMIN,
    /** Workloads, policies, taps and drafts of the own tenant. */
    TENANT_ADMIN,
    /** Sees topology, policies and flows of the own tenant, and taps the headers of its packets. */
    ANALYST,
    /** May have taps of the own tenant copy packets whole, if it may tap at all. */
    PAYLOAD_TAPPER,
    /** May open the payload of the own tenant's taps. */
    PAYLOAD_READER
}
