package dev.damson.topology.revision;

import dev.damson.topology.document.DocumentChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision to be made.
 *
 * @param head the head that it was checked and compiled against; with another one nothing is written
 * @param draft the draft that ends with it
 * @param audit what it does beside a new revision, each in words of its own
 */
public record Commit(
        String domain,
        long head,
        String author,
        Instant at,
        String message,
        List<DocumentChange> changes,
        Shape shape,
        String digest,
        RevisionRecord.Size size,
        Optional<String> draft,
        List<AuditEntry> audit) {
    public Commit {
        audit = List.copyOf(audit);
        changes = List.copyOf(changes);
    }
}
