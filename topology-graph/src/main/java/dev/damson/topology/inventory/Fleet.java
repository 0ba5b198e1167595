package dev.damson.topology.inventory;

import dev.damson.topology.store.PlatformScope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /**
     * Says where an edge is on the underlay, the network between hosts. If it was elsewhere, every edge hears of it.
     *
     * @param address IPv4
     */
    public void place(String edge, String address) {
        platform.write(statements -> statements.run("""
                MATCH (e:Edge {name: $edge})
                WHERE coalesce(e.underlay, '') <> $address
                SET e.underlay = $address
                WITH e
                MATCH (p:Port)
                WITH DISTINCT p.edge AS edge
                MERGE (o:Outbox {key: 'edge/' + edge})
                SET o.edge = edge, o.revision = coalesce(o.revision, 0) + 1
                """, Map.of("edge", edge, "address", address)));
    }

    /** Underlay addresses by edge, of those edges that have one. */
    public Map<String, String> underlay() {
        var addresses = new TreeMap<String, String>();
        platform.list(
                        "MATCH (e:Edge) WHERE e.underlay IS NOT NULL RETURN e.name AS name, e.underlay AS address",
                        Map.of(),
                        row -> Map.entry(
                                row.get("name").asString(), row.get("address").asString()))
                .forEach(placed -> addresses.put(placed.getKey(), placed.getValue()));
        return addresses;
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
