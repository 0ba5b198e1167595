package dev.damson.topology.revision;

import dev.damson.topology.store.Statements;
import dev.damson.topology.store.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The audit of one tenant: entries are added and read, never changed. */
public final class AuditLog {
    private final TenantScope scope;

    public AuditLog(TenantScope scope) {
        this.scope = scope;
    }

    /** Adds an entry for something that is not a commit (those write their own, with the revision). */
    public void append(AuditEntry entry) {
        scope.write(statements -> {
            append(statements, entry);
            return entry;
        });
    }

    /** The same within a transaction that does what the entry says. */
    static void append(Statements statements, AuditEntry entry) {
        statements.run(
                """
                CREATE (:Audit {tenant: $tenant, at: $at, actor: $actor, domain: $domain, action: $action,
                                subject: $subject, detail: $detail})
                """,
                Map.of(
                        "at", entry.at().toEpochMilli(),
                        "actor", entry.actor(),
                        "domain", entry.domain(),
                        "action", entry.action(),
                        "subject", entry.subject(),
                        "detail", entry.detail()));
    }

    /** The newest entries before a moment, newest first. */
    public List<AuditEntry> before(Instant moment, int limit) {
        return scope.list("""
                MATCH (a:Audit {tenant: $tenant}) WHERE a.at < $moment
                RETURN a ORDER BY a.at DESC LIMIT $limit
                """, Map.of("moment", moment.toEpochMilli(), "limit", limit), row -> {
            var node = row.get("a");
            return new AuditEntry(
                    Instant.ofEpochMilli(node.get("at").asLong()),
                    node.get("actor").asString(),
                    node.get("domain").asString(),
                    node.get("action").asString(),
                    node.get("subject").asString(),
                    node.get("detail").asString());
        });
    }
}
