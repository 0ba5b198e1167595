package dev.damson.console.inspect;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.shared.Registration;
import dev.damson.console.activity.ActivityReader;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Ticker;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.tap.StoreExport;
import dev.damson.console.tap.TapStore;
import dev.damson.tap.store.search.Answer;
import dev.damson.tap.store.search.Bucket;
import dev.damson.tap.store.search.Page;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionId;
import dev.damson.tap.store.search.SessionRow;
import dev.damson.topology.revision.RevisionRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stored sessions: when they were, which they were, and one of them taken apart. */
final class SessionsPane extends Div {
    private static final Duration LOOK_FOR_NEW = Duration.ofSeconds(4);
    private static final int REVISIONS = 20;
    private static final String SESSION = "s:";

    /** @param millis from the question to the answer */
    private record Found(
            TimeRange range,
            Answer<List<Bucket>> histogram,
            Page first,
            List<SessionHistogram.Mark> marks,
            long millis) {
        long sessions() {
            return histogram.value().stream().mapToLong(Bucket::sessions).sum();
        }
    }

    private final transient Analyst analyst;
    private final transient TapStore store;
    private final transient StoreExport export;
    private final transient ActivityReader activity;
    private final transient Clock clock;
    private final transient Consumer<Place> go;
    private final transient Asking asking = new Asking();
    private final transient Asking counting = new Asking();
    private final ZoneId zone = ZoneId.systemDefault();
    private final SessionHistogram histogram;
    private final Div line = new Div();
    private final Div body = new Div();
    private final SessionGrid grid;
    private final SessionDetail detail;
    private final Press fresh = Press.plain("", this::again).small().named("new-sessions");
    private transient @Nullable Place shown;
    private transient @Nullable SearchRequest asked;
    private transient Set<SessionRow> marked = Set.of();
    private transient @Nullable Registration ticking;

    SessionsPane(
            Analyst analyst,
            TapStore store,
            StoreExport export,
            ActivityReader activity,
            Clock clock,
            Consumer<Place> go) {
        this.analyst = analyst;
        this.store = store;
        this.export = export;
        this.activity = activity;
        this.clock = clock;
        this.go = go;
        addClassName("inspect-pane");
        histogram = new SessionHistogram((from, to) -> go.accept(TimeRange.between(place(), from, to)));
        grid = new SessionGrid(zone, this::choose, chosen -> marked = chosen);
        detail = new SessionDetail(analyst, store, () -> go.accept(place().select("")));
        line.addClassName("result-line");
        body.addClassNames("grows", "column");
        fresh.addClassName("new-rows");
        add(histogram, line, body);
    }

    void show(Place place) {
        var before = shown;
        shown = place;
        if (before == null || !before.select("").equals(place.select(""))) {
            again();
        }
        select(place);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        ticking = Ticker.start(event.getUI(), LOOK_FOR_NEW, this::lookForNew);
        again();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        super.onDetach(event);
        asking.drop();
        counting.drop();
        if (ticking != null) {
            ticking.remove();
            ticking = null;
        }
    }

    private Place place() {
        return Objects.requireNonNull(shown, "shown before it is used");
    }

    private void again() {
        if (shown == null || !isAttached()) {
            return;
        }
        var place = shown;
        var range = TimeRange.of(place, clock.instant());
        var request = SessionQuery.of(place).in(place, range);
        var actor = analyst.actor();
        asked = request;
        var revisions = activity.revisions(actor, place.domain(), REVISIONS);
        fresh.setVisible(false);
        body.addClassName("asking");
        asking.ask(
                getUI().orElseThrow(),
                () -> {
                    long begin = System.nanoTime();
                    var buckets = store.histogram(actor, request, SessionHistogram.BUCKETS);
                    var first = store.sessions(actor, request, Optional.empty(), SessionPages.PAGE)
                            .value();
                    return new Found(
                            range, buckets, first, marks(revisions, range), (System.nanoTime() - begin) / 1_000_000);
                },
                found -> draw(found, request),
                this::failed);
    }

    private static List<SessionHistogram.Mark> marks(List<RevisionRecord> revisions, TimeRange range) {
        return revisions.stream()
                .filter(revision ->
                        !revision.at().isBefore(range.from()) && revision.at().isBefore(range.to()))
                .map(revision -> new SessionHistogram.Mark(
                        SessionHistogram.place(range, revision.at()),
                        "rev " + revision.number() + " " + revision.author()))
                .toList();
    }

    private void draw(Found found, SearchRequest request) {
        body.removeClassName("asking");
        histogram.show(found.range(), found.histogram().value(), found.marks());
        line.removeAll();
        line.add(ResultLine.of(found.sessions(), found.histogram(), found.millis()));
        line.add(
                Words.spring(),
                fresh,
                Press.normal(Glyph.DOWNLOAD, "Export", () -> exported(request))
                        .small()
                        .named("export"));
        if (found.first().sessions().isEmpty()) {
            body.removeAll();
            body.add(empty());
            return;
        }
        var actor = analyst.actor();
        grid.show(new SessionPages(cursor -> cursor.isEmpty()
                ? found.first()
                : store.sessions(actor, request, cursor, SessionPages.PAGE).value()));
        if (grid.getParent().isEmpty()) {
            body.removeAll();
            body.add(grid);
        }
        select(place());
    }

    private void failed(String why) {
        body.removeClassName("asking");
        body.removeAll();
        body.add(Empty.nothingYet(
                Glyph.WOULD_DENY,
                "The store did not answer",
                why + ". The query is kept.",
                Press.normal(Glyph.RESTORE, "Ask again", this::again)));
    }

    private Empty empty() {
        var query = SessionQuery.of(place());
        var range = TimeRange.of(place(), clock.instant());
        if (!query.isEmpty()) {
            return Empty.nothingMatches(query.toString(), () -> go.accept(SessionQuery.cleared(place())));
        }
        return Empty.nothingYet(
                Glyph.INSPECT,
                "No session in the " + range.words(zone),
                "What the taps of this domain copy is stored within seconds. Look further back, or start a tap.",
                Press.normal(Glyph.TIME, "Last 24 hours", () -> go.accept(TimeRange.last(place(), "24h"))));
    }

    private void lookForNew() {
        var request = asked;
        if (request == null || !TimeRange.of(place(), clock.instant()).untilNow()) {
            return;
        }
        var now = clock.instant();
        var later = new SearchRequest(
                request.tenant(), request.domain(), request.tap(), request.to(), now, request.query());
        if (!request.to().isBefore(now)) {
            return;
        }
        var actor = analyst.actor();
        counting.ask(
                getUI().orElseThrow(),
                () -> store.histogram(actor, later, 1).value().stream()
                        .mapToLong(Bucket::sessions)
                        .sum(),
                count -> {
                    fresh.setWords(Figures.count(count) + " new ↑");
                    fresh.setVisible(count > 0);
                },
                ignored -> fresh.setVisible(false));
    }

    private void choose(SessionRow row) {
        go.accept(place().select(SESSION + SessionId.of(row)));
    }

    private void select(Place place) {
        var id = Optional.of(place.selected())
                .filter(selected -> selected.startsWith(SESSION))
                .flatMap(selected -> SessionId.parse(selected.substring(SESSION.length())));
        grid.choose(id);
        if (id.isEmpty() || asked == null || !isAttached()) {
            detail.removeFromParent();
            return;
        }
        if (detail.getParent().isEmpty()) {
            add(detail);
        }
        detail.show(place, asked, id.get());
    }

    private void exported(SearchRequest request) {
        new ExportDialog(analyst, export, request, List.copyOf(marked), detail.session()).open();
    }
}
