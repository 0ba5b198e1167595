package dev.damson.topology.inventory;

import dev.damson.topology.store.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Domains and workloads of one tenant. */
public final class Inventory {
    private final TenantScope scope;

    public Inventory(TenantScope scope) {
        this.scope = scope;
    }

    /** All domains, by name. */
    public List<DomainRecord> domains() {
        return scope.list(
                "MATCH (d:Domain {tenant: $tenant}) RETURN d ORDER BY d.name",
                Map.of(),
                row -> Rows.domain(row.get("d")));
    }

    public Optional<DomainRecord> domain(String name) {
        return scope
                .list(
                        "MATCH (d:Domain {tenant: $tenant, name: $name}) RETURN d",
                        Map.of("name", name),
                        row -> Rows.domain(row.get("d")))
                .stream()
                .findFirst();
    }

    /** All workloads of a domain with their ports, by name; empty for a domain that the tenant does not have. */
    public List<WorkloadRecord> workloads(String domain) {
        return scope.list("""
                MATCH (w:Workload {tenant: $tenant, domain: $domain})
                OPTIONAL MATCH (w)-[:HAS]->(p:Port)
                WITH w, p ORDER BY w.name, p.name
                RETURN w, collect(p) AS ports ORDER BY w.name
                """, Map.of("domain", domain), row -> Rows.workload(row.get("w"), row.get("ports")));
    }

    public Optional<WorkloadRecord> workload(String domain, String name) {
        return scope
                .list("""
                        MATCH (w:Workload {tenant: $tenant, domain: $domain, name: $name})
                        OPTIONAL MATCH (w)-[:HAS]->(p:Port)
                        WITH w, p ORDER BY p.name
                        RETURN w, collect(p) AS ports
                        """, Map.of("domain", domain, "name", name), row -> Rows.workload(row.get("w"), row.get("ports")))
                .stream()
                .findFirst();
    }

    /** The edges that host a port of the domain, by name. */
    public List<String> edgesOf(String domain) {
        return scope.list("""
                MATCH (w:Workload {tenant: $tenant, domain: $domain})-[:HAS]->(p:Port)
                RETURN DISTINCT p.edge AS edge ORDER BY edge
                """, Map.of("domain", domain), row -> row.get("edge").asString());
    }
}
