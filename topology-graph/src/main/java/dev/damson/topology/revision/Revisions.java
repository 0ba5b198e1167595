package dev.damson.topology.revision;

import dev.damson.topology.store.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/** Reads the revisions of one tenant's domains. */
public final class Revisions {
    private final TenantScope scope;

    public Revisions(TenantScope scope) {
        this.scope = scope;
    }

    /** The newest revisions of a domain, newest first. */
    public List<RevisionRecord> newest(String domain, int limit) {
        return scope.list("""
                MATCH (r:Revision {tenant: $tenant, domain: $domain})
                RETURN r ORDER BY r.number DESC LIMIT $limit
                """, Map.of("domain", domain, "limit", limit), Revisions::revision);
    }

    public Optional<RevisionRecord> find(String domain, long number) {
        return scope
                .list(
                        "MATCH (r:Revision {tenant: $tenant, domain: $domain, number: $number}) RETURN r",
                        Map.of("domain", domain, "number", number),
                        Revisions::revision)
                .stream()
                .findFirst();
    }

    static RevisionRecord revision(Record row) {
        var node = row.get("r");
        return new RevisionRecord(
                node.get("domain").asString(),
                node.get("number").asLong(),
                node.get("author").asString(),
                Instant.ofEpochMilli(node.get("at").asLong()),
                node.get("message").asString(),
                node.get("digest").asString(),
                new RevisionRecord.Size(
                        node.get("rules").asInt(),
                        node.get("identities").asInt(),
                        node.get("profiles").asInt(),
                        node.get("bytes").asLong()));
    }
}
