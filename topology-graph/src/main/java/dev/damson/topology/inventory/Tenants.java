package dev.damson.topology.inventory;

import dev.damson.topology.store.PlatformScope;
import dev.damson.topology.store.TenantScope;
import java.util.List;
import java.util.Map;

/** The platform's list of tenants, and the making of tenants and domains. */
public final class Tenants {
    private final PlatformScope platform;

    public Tenants(PlatformScope platform) {
        this.platform = platform;
    }

    /** All tenants, by name. */
    public List<String> names() {
        return platform.list(
                "MATCH (t:Tenant) RETURN t.name AS name ORDER BY name",
                Map.of(),
                row -> row.get("name").asString());
    }

    public boolean exists(String tenant) {
        return !platform.list("MATCH (t:Tenant {name: $name}) RETURN t", Map.of("name", tenant), row -> row)
                .isEmpty();
    }

    /** Makes the tenant if it does not exist. */
    public void create(String tenant) {
        platform.write(statements -> statements.run("MERGE (:Tenant {name: $name})", Map.of("name", tenant)));
    }

    /** Every domain of every tenant, by tenant and name. */
    public List<DomainRecord> allDomains() {
        return platform.list(
                "MATCH (d:Domain) RETURN d ORDER BY d.tenant, d.name", Map.of(), row -> Rows.domain(row.get("d")));
    }

    /**
     * Makes the domain if the tenant does not have it, with the next free number.
     *
     * @throws IllegalStateException if the tenant does not exist or all numbers are used
     */
    public static DomainRecord createDomain(TenantScope scope, String name) {
        return scope.write(statements -> {
            // Setting a property locks the counter, so concurrent makers are ordered and a number is given once.
            var row = statements.one("""
                    MATCH (t:Tenant {name: $tenant})
                    MERGE (c:Counter {name: 'domain-number'})
                    ON CREATE SET c.value = 0
                    SET c._lock = $name
                    MERGE (d:Domain {tenant: $tenant, name: $name})
                    ON CREATE SET d.number = c.value + 1, d.head = 0, d.change = 0
                    MERGE (t)-[:OWNS]->(d)
                    SET c.value = CASE WHEN d.number > c.value THEN d.number ELSE c.value END
                    RETURN d
                    """, Map.of("name", name));
            var domain = row.map(found -> Rows.domain(found.get("d")))
                    .orElseThrow(() -> new IllegalStateException("tenant \"" + scope.tenant() + "\" does not exist"));
            if (domain.number() > DomainRecord.MOST_DOMAINS) {
                throw new IllegalStateException("all " + DomainRecord.MOST_DOMAINS + " domain numbers are used");
            }
            return domain;
        });
    }
}
