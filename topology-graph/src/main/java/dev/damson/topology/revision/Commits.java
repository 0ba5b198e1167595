package dev.damson.topology.revision;

import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.Documents;
import dev.damson.topology.document.Version;
import dev.damson.topology.store.Statements;
import dev.damson.topology.store.TenantScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes revisions of one tenant's domains. */
public final class Commits {
    private final TenantScope scope;

    public Commits(TenantScope scope) {
        this.scope = scope;
    }

    /**
     * Writes revisions, documents, drawn graph, audit and outbox of all commits in one transaction, or nothing.
     *
     * @param commits of different domains
     */
    public CommitOutcome commit(List<Commit> commits) {
        try {
            return scope.write(statements -> {
                var revisions = new HashMap<String, RevisionRecord>();
                // Always in the same order, so that two commits of several domains cannot wait for each other.
                commits.stream()
                        .sorted(Comparator.comparing(Commit::domain))
                        .forEach(commit -> revisions.put(commit.domain(), write(statements, commit)));
                return new CommitOutcome.Committed(commits.stream()
                        .map(commit -> Objects.requireNonNull(revisions.get(commit.domain())))
                        .toList());
            });
        } catch (Stop stop) {
            return stop.outcome;
        }
    }

    private static RevisionRecord write(Statements statements, Commit commit) {
        // The lock comes before the head is read: without it two commits can both see the old head and both win.
        var base = statements
                .one("""
                        MATCH (d:Domain {tenant: $tenant, name: $domain}) SET d._lock = $author
                        RETURN d.head AS head, coalesce(d.change, 0) AS change
                        """, Map.of("domain", commit.domain(), "author", commit.author()))
                .map(row ->
                        new Version(row.get("head").asLong(), row.get("change").asLong()))
                .orElseThrow(() -> new Stop(new CommitOutcome.NoDomain(commit.domain())));
        if (!base.equals(commit.base())) {
            throw new Stop(new CommitOutcome.Outrun(commit.domain(), base.revision()));
        }
        var revision = commit.compiled()
                .map(compiled -> writeRevision(statements, commit, compiled, base.revision() + 1))
                .orElseGet(() -> writeChange(statements, commit, new Version(base.revision(), base.change() + 1)));
        draw(statements, commit.domain(), commit.shape());
        endDraft(statements, commit);
        commit.audit().forEach(entry -> AuditLog.append(statements, entry));
        return revision;
    }

    /** Rolls the transaction back and carries the outcome out of it. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient CommitOutcome outcome;

        Stop(CommitOutcome outcome) {
            super(outcome.toString());
            this.outcome = outcome;
        }
    }

    private static void draw(Statements statements, String domain, Shape shape) {
        new WorkloadWriter(statements, domain).write(shape);
        new GroupWriter(statements, domain).write(shape.groups());
        new FunctionWriter(statements, domain).write(shape.functions(), shape.chains());
    }

    private static RevisionRecord writeRevision(
            Statements statements, Commit commit, Commit.Compiled compiled, long number) {
        writeDocuments(statements, commit, Version.compiled(number));
        statements.run(
                """
                MATCH (d:Domain {tenant: $tenant, name: $domain})
                CREATE (r:Revision {tenant: $tenant, domain: $domain, number: $number, author: $author, at: $at,
                                    message: $message, digest: $digest, rules: $rules, identities: $identities,
                                    profiles: $profiles, bytes: $bytes})
                CREATE (d)-[:HAS]->(r)
                CREATE (:Audit {tenant: $tenant, domain: $domain, at: $at, actor: $author, action: 'commit',
                                subject: 'revision ' + $number, detail: $message})
                SET d.head = $number, d.change = 0
                """,
                Map.of(
                        "domain", commit.domain(),
                        "number", number,
                        "author", commit.author(),
                        "at", commit.at().toEpochMilli(),
                        "message", commit.message(),
                        "digest", compiled.digest(),
                        "rules", compiled.size().rules(),
                        "identities", compiled.size().identities(),
                        "profiles", compiled.size().profiles(),
                        "bytes", compiled.size().bytes()));
        remember(statements, commit, Version.compiled(number));
        return new RevisionRecord(
                commit.domain(),
                number,
                commit.author(),
                commit.at(),
                commit.message(),
                compiled.digest(),
                compiled.size());
    }

    /** @return the revision under which workloads change */
    private static RevisionRecord writeChange(Statements statements, Commit commit, Version version) {
        writeDocuments(statements, commit, version);
        var subjects = commit.changes().stream()
                .map(change -> change.key().toString())
                .sorted()
                .toList();
        var revision = statements
                .one(
                        """
                        MATCH (d:Domain {tenant: $tenant, name: $domain})
                        SET d.change = $change
                        CREATE (:Audit {tenant: $tenant, domain: $domain, at: $at, actor: $author, action: 'membership',
                                        subject: $subject, detail: $message})
                        WITH d
                        MATCH (r:Revision {tenant: $tenant, domain: $domain, number: d.head})
                        RETURN r
                        """,
                        Map.of(
                                "domain", commit.domain(),
                                "change", version.change(),
                                "author", commit.author(),
                                "at", commit.at().toEpochMilli(),
                                "subject", String.join(", ", subjects),
                                "message", commit.message()))
                .map(Revisions::revision)
                .orElseThrow(() -> new IllegalStateException(
                        "revision " + version.revision() + " of \"" + commit.domain() + "\" is not in the graph"));
        remember(statements, commit, version);
        return revision;
    }

    /** Whoever publishes must look at the domain. */
    private static void remember(Statements statements, Commit commit, Version version) {
        statements.run("""
                MERGE (o:Outbox {key: 'domain/' + $tenant + '/' + $domain})
                SET o.tenant = $tenant, o.domain = $domain, o.revision = $version
                """, Map.of("domain", commit.domain(), "version", version.number()));
    }

    private static void writeDocuments(Statements statements, Commit commit, Version version) {
        var number = version.number();
        var ended = new ArrayList<String>();
        var begun = new ArrayList<Map<String, Object>>();
        for (var change : commit.changes()) {
            ended.add(change.key().toString());
            if (change instanceof DocumentChange.Put put) {
                begun.add(Map.of(
                        "object", put.key().toString(),
                        "kind", put.key().kind().word(),
                        "name", put.key().name(),
                        "source", put.source()));
            }
        }
        for (var batch : batches(ended)) {
            statements.run(
                    """
                    UNWIND $objects AS object
                    MATCH (n:Document {key: $tenant + '/' + $domain + '/' + object})
                    WHERE n.until = $still
                    SET n.until = $number
                    """,
                    Map.of("domain", commit.domain(), "objects", batch, "still", Documents.STILL, "number", number));
        }
        for (var batch : batches(begun)) {
            statements.run(
                    """
                    UNWIND $documents AS row
                    CREATE (:Document {key: $tenant + '/' + $domain + '/' + row.object, tenant: $tenant,
                                       domain: $domain, kind: row.kind, name: row.name, source: row.source,
                                       since: $number, until: $still})
                    """,
                    Map.of("domain", commit.domain(), "documents", batch, "still", Documents.STILL, "number", number));
        }
    }

    private static void endDraft(Statements statements, Commit commit) {
        commit.draft().ifPresent(id -> statements.run("""
                MATCH (d:Draft {id: $id, tenant: $tenant})
                OPTIONAL MATCH (d)-[:CHANGES]->(c:DraftChange)
                DETACH DELETE d, c
                """, Map.of("id", id)));
    }

    /** Rows of one statement; larger lists make a transaction's memory jump and win no time. */
    private static final int BATCH = 1_000;

    static <T> List<List<T>> batches(List<T> rows) {
        var batches = new ArrayList<List<T>>();
        for (var start = 0; start < rows.size(); start += BATCH) {
            batches.add(rows.subList(start, Math.min(rows.size(), start + BATCH)));
        }
        return batches;
    }
}
