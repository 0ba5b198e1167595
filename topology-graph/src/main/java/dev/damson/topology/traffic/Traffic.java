package dev.damson.topology.traffic;

import dev.damson.topology.store.Statements;
import dev.damson.topology.store.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Observed traffic of one tenant's domains. */
public final class Traffic {
    /** Before the name of what is not a workload: no workload's name begins so (DNS-1123). */
    private static final String OUTSIDE = "~";

    private final TenantScope scope;

    public Traffic(TenantScope scope) {
        this.scope = scope;
    }

    /** The offset up to which a partition of the tenant's flow topic is in the sums; empty if nothing is. */
    public OptionalLong position(int partition) {
        return scope
                .list(
                        "MATCH (n:FlowPosition {tenant: $tenant, partition: $partition}) RETURN n.offset AS offset",
                        Map.of("partition", partition),
                        row -> row.get("offset").asLong())
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Adds sums and moves the position in one transaction, so that a record counts once. */
    public void add(int partition, long nextOffset, List<TrafficSum> sums) {
        scope.write(statements -> {
            if (!sums.isEmpty()) {
                write(statements, sums.stream().map(Traffic::row).toList());
            }
            return statements.run("""
                MERGE (n:FlowPosition {tenant: $tenant, partition: $partition})
                SET n.offset = $offset
                """, Map.of("partition", partition, "offset", nextOffset));
        });
    }

    /** Traffic of a domain in {@code [from, to)}, with the whole minutes that the window touches; most packets first. */
    public List<ObservedTraffic> observed(String domain, Instant from, Instant to, int limit) {
        return scope.list(
                """
                MATCH (s:Endpoint)-[t:OBSERVED]->(g:Endpoint)
                WHERE t.tenant = $tenant AND t.domain = $domain AND t.minute >= $from AND t.minute < $to
                RETURN s.name AS source, g.name AS target, t.service AS service, t.verdict AS verdict, t.rule AS rule,
                       coalesce(t.edge, '') AS edge, coalesce(t.judgedAt, 'SOURCE') AS judgedAt,
                       coalesce(t.revision, 0) AS revision, coalesce(t.pendingDiffers, false) AS pendingDiffers,
                       sum(t.flows) AS flows, sum(t.packets) AS packets, sum(t.bytes) AS bytes
                ORDER BY packets DESC, source, target, service LIMIT $limit
                """,
                Map.of(
                        "domain",
                        domain,
                        "from",
                        Math.floorDiv(from.getEpochSecond(), 60L) * 60,
                        "to",
                        to.getEpochSecond(),
                        "limit",
                        limit),
                Traffic::observed);
    }

    /** Forgets what is older than the moment. Returns how many sums went; call again while it is not 0. */
    public long forgetBefore(Instant moment, int batch) {
        return scope.write(statements -> statements
                .one("""
                    MATCH (:Endpoint)-[t:OBSERVED]->(:Endpoint)
                    WHERE t.tenant = $tenant AND t.minute < $moment
                    WITH t LIMIT $batch
                    DELETE t
                    RETURN count(*) AS gone
                    """, Map.of("moment", moment.getEpochSecond(), "batch", batch))
                .map(row -> row.get("gone").asLong())
                .orElse(0L));
    }

    private static void write(Statements statements, List<Map<String, Object>> rows) {
        statements.run("""
            UNWIND $rows AS row
            UNWIND [row.source, row.target] AS name
            WITH DISTINCT row.domain AS domain, name WHERE name STARTS WITH $outside
            MERGE (n:Endpoint {key: $tenant + '/' + domain + '/' + name})
            ON CREATE SET n:Outside, n.tenant = $tenant, n.domain = domain, n.name = name
            """, Map.of("rows", rows, "outside", OUTSIDE));
        // A workload that is gone by now is not matched: only what exists is drawn.
        statements.run("""
            UNWIND $rows AS row
            MATCH (s:Endpoint {key: $tenant + '/' + row.domain + '/' + row.source})
            MATCH (g:Endpoint {key: $tenant + '/' + row.domain + '/' + row.target})
            MERGE (s)-[t:OBSERVED {tenant: $tenant, domain: row.domain, minute: row.minute, service: row.service,
                                   verdict: row.verdict, rule: row.rule, edge: row.edge, judgedAt: row.judgedAt,
                                   revision: row.revision, pendingDiffers: row.pendingDiffers}]->(g)
            ON CREATE SET t.flows = row.flows, t.packets = row.packets, t.bytes = row.bytes
            ON MATCH SET t.flows = t.flows + row.flows, t.packets = t.packets + row.packets,
                         t.bytes = t.bytes + row.bytes
            """, Map.of("rows", rows));
    }

    private static Map<String, Object> row(TrafficSum sum) {
        var judgement = sum.judgement();
        return Map.ofEntries(
                Map.entry("domain", sum.domain()),
                Map.entry("source", name(sum.source())),
                Map.entry("target", name(sum.target())),
                Map.entry("minute", sum.minute()),
                Map.entry("service", sum.service()),
                Map.entry("verdict", judgement.verdict().name()),
                Map.entry("rule", judgement.rule()),
                Map.entry("edge", judgement.edge()),
                Map.entry("judgedAt", judgement.end().name()),
                Map.entry("revision", judgement.revision()),
                Map.entry("pendingDiffers", judgement.pendingDiffers()),
                Map.entry("flows", sum.flows()),
                Map.entry("packets", sum.packets()),
                Map.entry("bytes", sum.bytes()));
    }

    private static ObservedTraffic observed(Record row) {
        return new ObservedTraffic(
                endpoint(row.get("source")),
                endpoint(row.get("target")),
                row.get("service").asString(),
                new Judgement(
                        TrafficVerdict.valueOf(row.get("verdict").asString()),
                        row.get("rule").asString(),
                        row.get("edge").asString(),
                        JudgingEnd.valueOf(row.get("judgedAt").asString()),
                        row.get("revision").asLong(),
                        row.get("pendingDiffers").asBoolean()),
                row.get("flows").asLong(),
                row.get("packets").asLong(),
                row.get("bytes").asLong());
    }

    private static String name(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Workload workload -> workload.name();
            case Endpoint.Outside outside -> OUTSIDE + outside.address();
        };
    }

    private static Endpoint endpoint(Value value) {
        var name = value.asString();
        return name.startsWith(OUTSIDE)
                ? new Endpoint.Outside(name.substring(OUTSIDE.length()))
                : new Endpoint.Workload(name);
    }
}
