package dev.damson.topology.revision;

import dev.damson.topology.inventory.PortRecord;
import dev.damson.topology.inventory.Rows;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.store.Statements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the workloads of a domain with their ports, and marks the edges that must hear of it. */
final class WorkloadWriter {
    private final Statements statements;
    private final String domain;

    WorkloadWriter(Statements statements, String domain) {
        this.statements = statements;
        this.domain = domain;
    }

    void write(Shape shape) {
        if (shape.changed().isEmpty() && shape.removed().isEmpty()) {
            return;
        }
        var moved = moved(shape.changed());
        if (moved.isEmpty() && shape.removed().isEmpty()) {
            putWorkloads(shape.changed());
            return;
        }
        // Before and after: the edge that loses its last port of the domain must hear of it too.
        markEdges();
        remove(shape);
        putWorkloads(shape.changed());
        putPorts(moved);
        markEdges();
    }

    /** Those whose ports are not as they are drawn: only of these edges must hear. */
    private List<WorkloadRecord> moved(List<WorkloadRecord> workloads) {
        var drawn = new HashMap<String, List<PortRecord>>();
        for (var batch :
                Commits.batches(workloads.stream().map(WorkloadRecord::name).toList())) {
            for (var row : statements.run("""
                    UNWIND $workloads AS name
                    MATCH (:Endpoint {key: $tenant + '/' + $domain + '/' + name})-[:HAS]->(p:Port)
                    WITH name, p ORDER BY p.name
                    RETURN name, collect(p) AS ports
                    """, Map.of("domain", domain, "workloads", batch))) {
                drawn.put(row.get("name").asString(), row.get("ports").asList(Rows::port));
            }
        }
        return workloads.stream()
                .filter(workload -> !workload.ports().equals(drawn.getOrDefault(workload.name(), List.of())))
                .toList();
    }

    /** Every edge of the domain knows every port of the domain, so all of them hear of any change. */
    private void markEdges() {
        statements.run("""
                MATCH (:Workload {tenant: $tenant, domain: $domain})-[:HAS]->(p:Port)
                WITH DISTINCT p.edge AS edge
                MERGE (o:Outbox {key: 'edge/' + edge})
                SET o.edge = edge, o.revision = coalesce(o.revision, 0) + 1
                """, Map.of("domain", domain));
    }

    private void remove(Shape shape) {
        for (var batch : Commits.batches(List.copyOf(shape.removed()))) {
            statements.run("""
                    UNWIND $workloads AS name
                    MATCH (w:Endpoint {key: $tenant + '/' + $domain + '/' + name})
                    OPTIONAL MATCH (w)-[:HAS]->(p:Port)
                    DETACH DELETE p, w
                    """, Map.of("domain", domain, "workloads", batch));
        }
    }

    private void putWorkloads(List<WorkloadRecord> workloads) {
        for (var batch : Commits.batches(workloads)) {
            var rows = batch.stream().map(WorkloadWriter::row).toList();
            statements.run("""
                    UNWIND $workloads AS row
                    MATCH (d:Domain {tenant: $tenant, name: $domain})
                    MERGE (w:Endpoint {key: $tenant + '/' + $domain + '/' + row.name})
                    SET w:Workload, w.tenant = $tenant, w.domain = $domain, w.name = row.name, w.type = row.type,
                        w.labels = row.labels
                    MERGE (w)-[:IN]->(d)
                    """, Map.of("domain", domain, "workloads", rows));
        }
    }

    private void putPorts(List<WorkloadRecord> workloads) {
        for (var batch : Commits.batches(workloads)) {
            var rows = batch.stream().map(WorkloadWriter::row).toList();
            statements.run("""
                    UNWIND $workloads AS row
                    MATCH (:Endpoint {key: $tenant + '/' + $domain + '/' + row.name})-[:HAS]->(p:Port)
                    DETACH DELETE p
                    """, Map.of("domain", domain, "workloads", rows));
            statements.run("""
                    UNWIND $workloads AS row
                    MATCH (w:Endpoint {key: $tenant + '/' + $domain + '/' + row.name})
                    UNWIND row.ports AS port
                    CREATE (w)-[:HAS]->(p:Port {key: w.key + '/' + port.name, tenant: $tenant, domain: $domain,
                                                name: port.name, kind: port.kind, edge: port.edge, mac: port.mac,
                                                addresses: port.addresses})
                    WITH p, port
                    MATCH (e:Edge {name: port.edge})
                    CREATE (p)-[:ON]->(e)
                    """, Map.of("domain", domain, "workloads", rows));
        }
    }

    private static Map<String, Object> row(WorkloadRecord workload) {
        return Map.of(
                "name", workload.name(),
                "type", workload.type(),
                "labels", Rows.labelTexts(workload.labels()),
                "ports", workload.ports().stream().map(WorkloadWriter::row).toList());
    }

    private static Map<String, Object> row(PortRecord port) {
        return Map.of(
                "name", port.name(),
                "kind", port.kind().name(),
                "edge", port.edge(),
                "mac", port.mac(),
                "addresses", port.addresses());
    }
}
