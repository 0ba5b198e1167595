package dev.damson.topology.document;

import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Word;
import dev.damson.topology.store.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/**
 * The documents of one tenant's domains. Each text is kept with the first and the last version in which it counts, so
 * a revision's documents can be read back without a copy for each revision.
 */
public final class Documents {
    /** The {@code until} of a text that counts now: a number that no version reaches, so one index serves both readings. */
    public static final long STILL = Long.MAX_VALUE;

    private final TenantScope scope;

    public Documents(TenantScope scope) {
        this.scope = scope;
    }

    /** The documents of the head, by kind and name. */
    public List<StoredDocument> current(String domain) {
        return scope
                .list(
                        "MATCH (n:Document {tenant: $tenant, domain: $domain, until: $still}) RETURN n",
                        Map.of("domain", domain, "still", STILL),
                        Documents::document)
                .stream()
                .sorted((left, right) -> left.key().compareTo(right.key()))
                .toList();
    }

    /** The documents of a revision with every change that was made under it, by kind and name. */
    public List<StoredDocument> at(String domain, long revision) {
        return at(domain, Version.last(revision));
    }

    /** The documents of a version, by kind and name. */
    public List<StoredDocument> at(String domain, Version version) {
        return scope.list("""
                        MATCH (n:Document {tenant: $tenant, domain: $domain})
                        WHERE n.since <= $version AND n.until > $version
                        RETURN n
                        """, Map.of("domain", domain, "version", version.number()), Documents::document).stream()
                .sorted((left, right) -> left.key().compareTo(right.key()))
                .toList();
    }

    public Optional<StoredDocument> find(String domain, DocumentKey key) {
        return scope
                .list("""
                        MATCH (n:Document {key: $tenant + '/' + $domain + '/' + $object})
                        WHERE n.until = $still
                        RETURN n
                        """, Map.of("domain", domain, "object", key.toString(), "still", STILL), Documents::document)
                .stream()
                .findFirst();
    }

    /** Every text that one object had, newest first. */
    public List<StoredDocument> history(String domain, DocumentKey key) {
        return scope.list("""
                MATCH (n:Document {key: $tenant + '/' + $domain + '/' + $object})
                RETURN n ORDER BY n.since DESC
                """, Map.of("domain", domain, "object", key.toString()), Documents::document);
    }

    private static StoredDocument document(Record row) {
        var node = row.get("n");
        var kind = Word.find(Kind.class, node.get("kind").asString())
                .orElseThrow(() -> new IllegalStateException(
                        "the graph holds a document of the unknown kind " + node.get("kind")));
        return new StoredDocument(
                new DocumentKey(kind, node.get("name").asString()),
                node.get("source").asString(),
                Version.of(node.get("since").asLong()).revision());
    }
}
