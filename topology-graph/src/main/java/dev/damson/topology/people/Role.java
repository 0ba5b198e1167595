package dev.damson.topology.people;

/** What a person may do; rights add up. */
public enum Role {
    /** Tenants, zones, edges, the platform tier, and everything a tenant admin may do in each tenant. */
    PLATFORM_ADMIN,
    /** Workloads, policies, taps and drafts of the own tenant. */
    TENANT_ADMIN,
    /** Sees topology, policies, flows and the metadata of taps of the own tenant. */
    ANALYST,
    /** May open the payload of the own tenant's taps. */
    PAYLOAD_READER
}
