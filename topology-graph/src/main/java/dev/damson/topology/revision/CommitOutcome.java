package dev.damson.topology.revision;

import java.util.List;

/** How a commit ended. */
public sealed interface CommitOutcome {
    /** These are the heads now, in the order of the commits. */
    record Committed(List<RevisionRecord> revisions) implements CommitOutcome {
        public Committed {
            revisions = List.copyOf(revisions);
        }
    }

    /** The head of this domain had moved on; nothing was written. */
    record Outrun(String domain, long head) implements CommitOutcome {}

    /** The tenant has no such domain; nothing was written. */
    record NoDomain(String domain) implements CommitOutcome {}
}
