package dev.damson.topology.draft;

import dev.damson.topology.document.DocumentChange;
import java.time.Instant;
import java.util.List;

/**
 * An uncommitted set of changes.
 *
 * @param base the head that it started from
 * @param version grows with every edit; an edit names the version that it saw
 * @param changes at most one for each object, by kind and name
 */
public record Draft(
        String id,
        String domain,
        String owner,
        long base,
        long version,
        Instant changedAt,
        List<DocumentChange> changes) {
    public Draft {
        changes = List.copyOf(changes);
    }
}
