package dev.damson.tap.store.search;

import java.util.List;
import java.util.Optional;

/**
 * A page of sessions, newest first.
 *
 * @param next where the next page begins; empty after the last one
 */
public record Page(List<SessionRow> sessions, Optional<Cursor> next) {
    public Page {
        sessions = List.copyOf(sessions);
    }

    /** The last session of a page. */
    public record Cursor(long firstNanos, String domain, String tap, long flow, int point) {
        static Cursor after(SessionRow row) {
            return new Cursor(row.firstNanos(), row.domain(), row.tap(), row.flow(), row.point());
        }
    }
}
