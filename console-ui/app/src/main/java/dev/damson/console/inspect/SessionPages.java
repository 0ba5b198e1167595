package dev.damson.console.inspect;

import dev.damson.tap.store.search.Page;
import dev.damson.tap.store.search.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The sessions of one question as far as somebody has scrolled; each page begins where the last one ended. */
final class SessionPages {
    static final int PAGE = 100;

    /** Who scrolls this far wants a narrower question. */
    static final int MOST = 20_000;

    private final Function<Optional<Page.Cursor>, Page> source;
    private final List<SessionRow> rows = new ArrayList<>();
    private Optional<Page.Cursor> next = Optional.empty();
    private boolean begun;

    /** @param source a page that begins behind a cursor */
    SessionPages(Function<Optional<Page.Cursor>, Page> source) {
        this.source = source;
    }

    Stream<SessionRow> rows(int offset, int limit) {
        while (rows.size() < Math.min(MOST, offset + limit) && (!begun || next.isPresent())) {
            var page = source.apply(next);
            begun = true;
            rows.addAll(page.sessions());
            next = page.next();
        }
        return rows.subList(Math.min(offset, rows.size()), Math.min(offset + limit, rows.size())).stream();
    }
}
