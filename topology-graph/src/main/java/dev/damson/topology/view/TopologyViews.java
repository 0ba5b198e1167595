package dev.damson.topology.view;

import dev.damson.topology.inventory.Inventory;
import dev.damson.topology.revision.ChainRecord;
import dev.damson.topology.revision.FunctionRecord;
import dev.damson.topology.revision.GroupRecord;
import dev.damson.topology.store.TenantScope;
import dev.damson.topology.traffic.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Value;

/** Gathers the topology of one tenant's domains for drawing. */
public final class TopologyViews {
    /** More pairs than this cannot be told apart on a map; the rest is said, not drawn. */
    private static final int MOST_PAIRS = 5_000;

    private final TenantScope scope;

    public TopologyViews(TenantScope scope) {
        this.scope = scope;
    }

    /** The domain with its traffic in {@code [from, to)}; empty if the tenant has no such domain. */
    public Optional<TopologyView> of(String domain, Instant from, Instant to) {
        var inventory = new Inventory(scope);
        return inventory.domain(domain).map(found -> {
            var traffic = new Traffic(scope).observed(domain, from, to, MOST_PAIRS + 1);
            return new TopologyView(
                    found,
                    inventory.workloads(domain),
                    groups(domain),
                    functions(domain),
                    chains(domain),
                    traffic.stream().limit(MOST_PAIRS).toList(),
                    from,
                    to,
                    traffic.size() > MOST_PAIRS);
        });
    }

    /** The groups of a domain with the workloads in them, by name. */
    public List<GroupRecord> groups(String domain) {
        return scope.list(
                """
                MATCH (g:Group {tenant: $tenant, domain: $domain})
                OPTIONAL MATCH (w:Workload)-[:MEMBER_OF]->(g)
                RETURN g.name AS name, g.cidrs AS cidrs, collect(w.name) AS members ORDER BY name
                """,
                Map.of("domain", domain),
                row -> new GroupRecord(
                        row.get("name").asString(),
                        row.get("members").asList(Value::asString),
                        row.get("cidrs").asList(Value::asString)));
    }

    /** The service functions of a domain with their instances, by name. */
    public List<FunctionRecord> functions(String domain) {
        return scope.list(
                """
                MATCH (f:Function {tenant: $tenant, domain: $domain})
                OPTIONAL MATCH (f)-[:RUNS]->(i:Instance)
                WITH f, i ORDER BY i.name
                RETURN f, collect(i) AS instances ORDER BY f.name
                """,
                Map.of("domain", domain),
                row -> new FunctionRecord(
                        row.get("f").get("name").asString(),
                        row.get("f").get("type").asString(),
                        row.get("f").get("mode").asString(),
                        row.get("instances").asList(TopologyViews::instance)));
    }

    /** The chains of a domain, by name. */
    public List<ChainRecord> chains(String domain) {
        return scope.list(
                "MATCH (c:Chain {tenant: $tenant, domain: $domain}) RETURN c ORDER BY c.name",
                Map.of("domain", domain),
                row -> new ChainRecord(
                        row.get("c").get("name").asString(),
                        row.get("c").get("functions").asList(Value::asString),
                        row.get("c").get("open").asBoolean()));
    }

    private static FunctionRecord.Instance instance(Value node) {
        return new FunctionRecord.Instance(
                node.get("name").asString(),
                node.get("inside").asString(),
                node.get("outside").asString());
    }
}
