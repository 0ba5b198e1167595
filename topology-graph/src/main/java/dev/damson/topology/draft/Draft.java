package dev.damson.topology.draft;

import dev.damson.topology.document.DocumentChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An uncommitted set of changes.
 *
 * @param base the head that it started from
 * @param version grows with every edit; an edit names the version that it saw
 * @param authors everybody who wrote in it, the owner among them
 * @param changes at most one for each object, by kind and name
 */
public record Draft(
        String id,
        String domain,
        String owner,
        Set<String> authors,
        long base,
        long version,
        Instant changedAt,
        List<DocumentChange> changes) {
    public Draft {
        authors = Set.copyOf(authors);
        changes = List.copyOf(changes);
    }

    /** A draft that nobody but its owner wrote in. */
    public Draft(
            String id,
            String domain,
            String owner,
            long base,
            long version,
            Instant changedAt,
            List<DocumentChange> changes) {
        this(id, domain, owner, Set.of(owner), base, version, changedAt, changes);
    }
}
