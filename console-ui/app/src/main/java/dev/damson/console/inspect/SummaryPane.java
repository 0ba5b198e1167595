package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.tap.TapStore;
import dev.damson.tap.store.search.Answer;
import dev.damson.tap.store.search.Bucket;
import dev.damson.tap.store.search.QueryException;
import dev.damson.tap.store.search.Summary;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** The sessions of a question by what they have in common; each line leads to its sessions. */
final class SummaryPane extends AskingPane {
    private static final int LINES = 12;
    private static final int BITS = 8;

    private record Found(TimeRange range, Answer<Summary> summary, List<Bucket> buckets) {}

    private final transient Analyst analyst;
    private final transient TapStore store;
    private final transient Clock clock;
    private final transient Consumer<Place> go;

    SummaryPane(Analyst analyst, TapStore store, Clock clock, Consumer<Place> go) {
        this.analyst = analyst;
        this.store = store;
        this.clock = clock;
        this.go = go;
        addClassNames("inspect-pane", "scrolls");
        getElement().setAttribute("data-test", "summary");
    }

    @Override
    void ask(Place place) {
        var range = TimeRange.of(place, clock.instant());
        var request = SessionQuery.of(place).in(place, range);
        var actor = analyst.actor();
        addClassName("asking");
        asking.ask(
                getUI().orElseThrow(),
                () -> new Found(
                        range,
                        store.summary(actor, request, LINES),
                        store.histogram(actor, request, SessionHistogram.BUCKETS)
                                .value()),
                found -> draw(found, place),
                why -> {
                    removeClassName("asking");
                    removeAll();
                    add(Empty.nothingYet(
                            Glyph.WOULD_DENY,
                            "The store did not answer",
                            why + ". The query is kept.",
                            Press.normal(Glyph.RESTORE, "Ask again", this::again)));
                });
    }

    private void draw(Found found, Place place) {
        removeClassName("asking");
        removeAll();
        var summary = found.summary().value();
        if (summary.sessions() == 0) {
            var query = SessionQuery.of(place);
            add(
                    query.isEmpty()
                            ? Empty.nothingYet(
                                    Glyph.INSPECT,
                                    "Nothing stored in the " + found.range().words(ZoneId.systemDefault()),
                                    "What the taps of this domain copy is stored within seconds.")
                            : Empty.nothingMatches(query.toString(), () -> go.accept(SessionQuery.cleared(place))));
            return;
        }
        var line = new Div(
                Words.strong(Figures.of(summary.sessions(), "session")),
                Words.secondary("%s, %s, %s"
                        .formatted(
                                Figures.of(summary.packets(), "packet"),
                                Figures.bytes(summary.bytes()),
                                found.range().untilNow()
                                        ? "in the " + found.range().words(ZoneId.systemDefault())
                                        : found.range().words(ZoneId.systemDefault()))));
        line.addClassNames("result-words", "result-line");
        ResultLine.losses(
                line,
                found.buckets().stream().mapToLong(Bucket::lost).sum(),
                found.summary().coverage());
        var rate = new SessionHistogram((from, to) -> go.accept(TimeRange.between(place, from, to)));
        rate.showRate(found.range(), found.buckets(), List.of(), "bit/s", bucket -> bucket.bytes() * (double) BITS);
        var cards = new Div(
                card("Top talkers", "who began", summary.talkers(), summary.bytes(), place),
                card("Between groups", "conversations", summary.groups(), summary.bytes(), place),
                card("Protocols", "by bytes", summary.protocols(), summary.bytes(), place),
                card("Names", "asked for in DNS, TLS and HTTP", summary.names(), summary.bytes(), place));
        cards.addClassName("summary-cards");
        add(line, titled("Bits per second, by the session's start", rate), cards);
    }

    private static Section titled(String title, SessionHistogram rate) {
        var section = new Section(Words.hint(title), rate);
        section.addClassName("rate");
        return section;
    }

    private Section card(String title, String note, List<Summary.Line> lines, long bytes, Place place) {
        var heading = new H2(title);
        var head = new Div(heading, Words.hint(note));
        head.addClassName("card-head");
        var table = new DataTable<Summary.Line>(title)
                .column("Name", line -> link(line, place))
                .figures("Sessions", line -> Words.plain(Figures.count(line.sessions())))
                .figures("Bytes", line -> Words.plain(Figures.bytes(line.bytes())))
                .column("", line -> share(line.bytes(), bytes))
                .identify(Summary.Line::name);
        table.show(lines, null);
        var card = new Section(head);
        card.add(lines.isEmpty() ? Words.hint("Nothing of this kind was seen.") : table);
        card.addClassNames("panel", "card");
        return card;
    }

    private static Div share(long part, long whole) {
        var fill = new Div();
        fill.addClassName("share-fill");
        fill.getStyle().setWidth(Math.max(2, Math.round(100.0 * part / Math.max(1, whole))) + "%");
        var bar = new Div(fill);
        bar.addClassName("share");
        return bar;
    }

    /** To the sessions behind the figure. */
    private static Anchor link(Summary.Line line, Place place) {
        Place there;
        try {
            there = SessionQuery.with(Mode.SESSIONS.at(place), line.query());
        } catch (QueryException unreadable) {
            there = Mode.SESSIONS.at(place);
        }
        var link = new Anchor(there.address(), line.name());
        link.getElement().setAttribute("router-link", true);
        return link;
    }
}
