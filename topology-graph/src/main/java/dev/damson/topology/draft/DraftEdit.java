package dev.damson.topology.draft;

/** How an edit of a draft ended. */
public sealed interface DraftEdit {
    /** It is in, and this is the draft now. */
    record Edited(Draft draft) implements DraftEdit {}

    /** Somebody else edited since; nothing was changed. */
    record Outrun(long version) implements DraftEdit {}

    /** There is no such draft (any more). */
    record Gone() implements DraftEdit {}
}
