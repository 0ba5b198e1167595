package dev.damson.topology.draft;

import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Word;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.store.Statements;
import dev.damson.topology.store.TenantScope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** The drafts of one tenant. */
public final class Drafts {
    private final TenantScope scope;

    public Drafts(TenantScope scope) {
        this.scope = scope;
    }

    /** Opens an empty draft on the domain's head; empty if the tenant has no such domain. */
    public Optional<Draft> open(String domain, String owner, Instant at) {
        return open(domain, owner, List.of(), at);
    }

    /** Opens a draft on the domain's head that holds changes; empty if the tenant has no such domain. */
    public Optional<Draft> open(String domain, String owner, List<DocumentChange> changes, Instant at) {
        var id = UUID.randomUUID().toString();
        return scope.write(statements -> {
            var opened = create(statements, id, domain, owner, at);
            if (opened.isEmpty()) {
                return opened;
            }
            changes.forEach(change -> put(statements, id, change));
            return find(statements, id);
        });
    }

    private static Optional<Draft> create(Statements statements, String id, String domain, String owner, Instant at) {
        return statements
                .one("""
                    MATCH (m:Domain {tenant: $tenant, name: $domain})
                    CREATE (d:Draft {id: $id, tenant: $tenant, domain: $domain, owner: $owner, authors: [$owner],
                                     base: m.head, version: 0, changedAt: $at})
                    RETURN d, [] AS changes
                    """, Map.of("domain", domain, "id", id, "owner", owner, "at", at.toEpochMilli()))
                .map(Drafts::draft);
    }

    public Optional<Draft> find(String id) {
        return scope.read(statements -> find(statements, id));
    }

    /** The drafts of a domain, last changed first. */
    public List<Draft> of(String domain) {
        return scope.list("""
            MATCH (d:Draft {tenant: $tenant, domain: $domain})
            OPTIONAL MATCH (d)-[:CHANGES]->(c:DraftChange)
            WITH d, collect(c) AS changes
            RETURN d, changes ORDER BY d.changedAt DESC, d.id
            """, Map.of("domain", domain), Drafts::draft);
    }

    /** Puts one change into the draft, in place of what it held for that object. */
    public DraftEdit edit(String id, long version, DocumentChange change, String author, Instant at) {
        return changeAt(id, version, at, statements -> {
            put(statements, id, change);
            wrote(statements, id, author);
        });
    }

    /** Takes the draft's change of one object back. */
    public DraftEdit revert(String id, long version, DocumentKey key, String author, Instant at) {
        return changeAt(id, version, at, statements -> {
            drop(statements, id, key);
            wrote(statements, id, author);
        });
    }

    /** Puts the draft on the domain's head of now; its changes stay. */
    public DraftEdit rebase(String id, long version, Instant at) {
        return changeAt(id, version, at, statements -> statements.run("""
            MATCH (d:Draft {id: $id, tenant: $tenant})
            MATCH (m:Domain {tenant: $tenant, name: d.domain})
            SET d.base = m.head
            """, Map.of("id", id)));
    }

    /** Throws the draft away. False if there was none. */
    public boolean discard(String id) {
        return scope.write(statements -> !statements.run("""
            MATCH (d:Draft {id: $id, tenant: $tenant})
            OPTIONAL MATCH (d)-[:CHANGES]->(c:DraftChange)
            DETACH DELETE d, c
            RETURN 1
            """, Map.of("id", id)).isEmpty());
    }

    private interface Edit {
        void on(Statements statements);
    }

    private DraftEdit changeAt(String id, long version, Instant at, Edit edit) {
        return scope.write(statements -> {
            // The lock comes before the version is read: otherwise two edits can see the same one.
            var seen = statements.one(
                    "MATCH (d:Draft {id: $id, tenant: $tenant}) SET d._lock = $id RETURN d.version AS version",
                    Map.of("id", id));
            if (seen.isEmpty()) {
                return new DraftEdit.Gone();
            }
            var now = seen.get().get("version").asLong();
            if (now != version) {
                return new DraftEdit.Outrun(now);
            }
            edit.on(statements);
            statements.run(
                    "MATCH (d:Draft {id: $id, tenant: $tenant}) SET d.version = $version, d.changedAt = $at",
                    Map.of("id", id, "version", version + 1, "at", at.toEpochMilli()));
            return find(statements, id).<DraftEdit>map(DraftEdit.Edited::new).orElseGet(DraftEdit.Gone::new);
        });
    }

    private static void wrote(Statements statements, String id, String author) {
        statements.run("""
            MATCH (d:Draft {id: $id, tenant: $tenant})
            WITH d, coalesce(d.authors, [d.owner]) AS authors
            SET d.authors = CASE WHEN $author IN authors THEN authors ELSE authors + $author END
            """, Map.of("id", id, "author", author));
    }

    private static void put(Statements statements, String id, DocumentChange change) {
        var parameters = new HashMap<String, Object>();
        parameters.put("id", id);
        parameters.put("object", change.key().toString());
        parameters.put("kind", change.key().kind().word());
        parameters.put("name", change.key().name());
        parameters.put(
                "source",
                switch (change) {
                    case DocumentChange.Put put -> put.source();
                    case DocumentChange.Remove remove -> null;
                });
        statements.run("""
            MATCH (d:Draft {id: $id, tenant: $tenant})
            MERGE (c:DraftChange {key: $id + '/' + $object})
            MERGE (d)-[:CHANGES]->(c)
            SET c.kind = $kind, c.name = $name, c.source = $source
            """, parameters);
    }

    private static void drop(Statements statements, String id, DocumentKey key) {
        statements.run("""
            MATCH (d:Draft {id: $id, tenant: $tenant})-[:CHANGES]->(c:DraftChange {key: $id + '/' + $object})
            DETACH DELETE c
            """, Map.of("id", id, "object", key.toString()));
    }

    private static Optional<Draft> find(Statements statements, String id) {
        return statements.one("""
            MATCH (d:Draft {id: $id, tenant: $tenant})
            OPTIONAL MATCH (d)-[:CHANGES]->(c:DraftChange)
            RETURN d, collect(c) AS changes
            """, Map.of("id", id)).map(Drafts::draft);
    }

    private static Draft draft(Record row) {
        var node = row.get("d");
        var changes = row.get("changes").asList(Drafts::change).stream()
                .sorted((left, right) -> left.key().compareTo(right.key()))
                .toList();
        return new Draft(
                node.get("id").asString(),
                node.get("domain").asString(),
                node.get("owner").asString(),
                node.get("authors").isNull()
                        ? Set.of(node.get("owner").asString())
                        : Set.copyOf(node.get("authors").asList(Value::asString)),
                node.get("base").asLong(),
                node.get("version").asLong(),
                Instant.ofEpochMilli(node.get("changedAt").asLong()),
                changes);
    }

    private static DocumentChange change(Value node) {
        var word = node.get("kind").asString();
        var kind = Word.find(Kind.class, word)
                .orElseThrow(() ->
                        new IllegalStateException("the graph holds a draft of the unknown kind \"" + word + "\""));
        var key = new DocumentKey(kind, node.get("name").asString());
        return node.get("source").isNull()
                ? new DocumentChange.Remove(key)
                : new DocumentChange.Put(key, node.get("source").asString());
    }
}
