package dev.damson.topology.inventory;

import dev.damson.topology.store.PlatformScope;
import java.util.List;
import java.util.Map;

/** Zones and edges: the platform's, for ports of every tenant. */
public final class Fleet {
    private final PlatformScope platform;

    public Fleet(PlatformScope platform) {
        this.platform = platform;
    }

    /** Enrols an edge in a zone, or moves it there. */
    public void enrol(String edge, String zone) {
        platform.write(statements -> statements.run("""
                MERGE (z:Zone {name: $zone})
                MERGE (e:Edge {name: $edge})
                WITH z, e
                OPTIONAL MATCH (e)-[old:IN]->(:Zone)
                DELETE old
                WITH DISTINCT z, e
                MERGE (e)-[:IN]->(z)
                """, Map.of("edge", edge, "zone", zone)));
    }

    /** All edges, by name. */
    public List<EdgeRecord> edges() {
        return platform.list(
                "MATCH (e:Edge)-[:IN]->(z:Zone) RETURN e.name AS name, z.name AS zone ORDER BY name",
                Map.of(),
                row -> new EdgeRecord(
                        row.get("name").asString(), row.get("zone").asString()));
    }

    /** Every port of every domain that has a port on the edge, by tenant, domain, workload and port. */
    public List<EdgePort> portsAround(String edge) {
        return platform.list("""
                MATCH (:Port {edge: $edge})<-[:HAS]-(:Workload)-[:IN]->(d:Domain)
                WITH DISTINCT d
                MATCH (d)<-[:IN]-(w:Workload)-[:HAS]->(p:Port)
                RETURN p, w.name AS workload, d ORDER BY d.tenant, d.name, workload, p.name
                """, Map.of("edge", edge), row -> {
            var domain = Rows.domain(row.get("d"));
            return new EdgePort(
                    domain.tenant(),
                    domain.name(),
                    domain.number(),
                    row.get("workload").asString(),
                    Rows.port(row.get("p")));
        });
    }

    /** The domains that have a port on the edge, by tenant and name. */
    public List<DomainRecord> domainsOn(String edge) {
        return platform.list("""
                MATCH (:Port {edge: $edge})<-[:HAS]-(:Workload)-[:IN]->(d:Domain)
                RETURN DISTINCT d ORDER BY d.tenant, d.name
                """, Map.of("edge", edge), row -> Rows.domain(row.get("d")));
    }
}
