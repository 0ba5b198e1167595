package dev.damson.topology.revision;

import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of a domain: a revision to be made, or workloads that change under the head.
 *
 * @param base the version that it was checked and compiled against; with another one nothing is written
 * @param compiled what the compiler made of it; empty: only workloads change, and the head stays
 * @param draft the draft that ends with it
 * @param audit what it does beside a new revision, each in words of its own
 */
public record Commit(
        String domain,
        Version base,
        String author,
        Instant at,
        String message,
        List<DocumentChange> changes,
        Shape shape,
        Optional<Compiled> compiled,
        Optional<String> draft,
        List<AuditEntry> audit) {
    /** @param digest see {@link RevisionRecord} */
    public record Compiled(String digest, RevisionRecord.Size size) {}

    public Commit {
        audit = List.copyOf(audit);
        changes = List.copyOf(changes);
    }
}
