package dev.damson.topology.revision;

import dev.damson.topology.store.Statements;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Value;

/** Draws the groups of a domain and who is in them. */
final class GroupWriter {
    private final Statements statements;
    private final String domain;

    GroupWriter(Statements statements, String domain) {
        this.statements = statements;
        this.domain = domain;
    }

    /** Only groups that differ from what is drawn are written: a large group that stays costs one comparison. */
    void write(List<GroupRecord> groups) {
        var drawn = new HashMap<String, GroupRecord>();
        for (var row : statements.run("""
                MATCH (g:Group {tenant: $tenant, domain: $domain})
                OPTIONAL MATCH (w:Workload)-[:MEMBER_OF]->(g)
                RETURN g.name AS name, g.cidrs AS cidrs, collect(w.name) AS members
                """, Map.of("domain", domain))) {
            var group = new GroupRecord(
                    row.get("name").asString(),
                    row.get("members").asList(Value::asString),
                    row.get("cidrs").asList(Value::asString));
            drawn.put(group.name(), group);
        }
        var gone = new HashSet<>(drawn.keySet());
        for (var group : groups) {
            gone.remove(group.name());
            if (!group.equals(drawn.get(group.name()))) {
                put(group);
            }
        }
        statements.run("""
                MATCH (g:Group {tenant: $tenant, domain: $domain}) WHERE g.name IN $gone
                DETACH DELETE g
                """, Map.of("domain", domain, "gone", List.copyOf(gone)));
    }

    private void put(GroupRecord group) {
        statements.run("""
                MERGE (g:Group {key: $tenant + '/' + $domain + '/' + $name})
                SET g.tenant = $tenant, g.domain = $domain, g.name = $name, g.cidrs = $cidrs
                WITH g
                OPTIONAL MATCH (:Workload)-[old:MEMBER_OF]->(g)
                DELETE old
                """, Map.of("domain", domain, "name", group.name(), "cidrs", group.cidrs()));
        for (var batch : Commits.batches(group.members())) {
            statements.run("""
                    MATCH (g:Group {key: $tenant + '/' + $domain + '/' + $name})
                    UNWIND $members AS member
                    MATCH (w:Endpoint {key: $tenant + '/' + $domain + '/' + member})
                    CREATE (w)-[:MEMBER_OF]->(g)
                    """, Map.of("domain", domain, "name", group.name(), "members", batch));
        }
    }
}
