package dev.damson.topology.revision;

/** How a commit ended. */
public sealed interface CommitOutcome {
    /** It is the head now. */
    record Committed(RevisionRecord revision) implements CommitOutcome {}

    /** The head had moved on; nothing was written. */
    record Outrun(long head) implements CommitOutcome {}

    /** The tenant has no such domain. */
    record NoDomain() implements CommitOutcome {}
}
