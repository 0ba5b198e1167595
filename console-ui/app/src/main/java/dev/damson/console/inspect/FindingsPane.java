package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Toast;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.tap.TapFindings;
import dev.damson.tap.store.finding.Finding;
import dev.damson.tap.store.finding.FindingStore.Found;
import dev.damson.tap.store.search.QueryException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** What stands out in the domain's taps, each with the way to its sessions. */
final class FindingsPane extends AskingPane {
    /** Around a finding, so that its sessions are all there. */
    private static final Duration AROUND = Duration.ofMinutes(2);

    private final transient Analyst analyst;
    private final transient TapFindings findings;
    private final transient Clock clock;
    private final Div line = new Div();
    private final Div body = new Div();
    private final DataTable<Found> table;
    private transient List<Found> found = List.of();
    private boolean all;

    FindingsPane(Analyst analyst, TapFindings findings, Clock clock) {
        this.analyst = analyst;
        this.findings = findings;
        this.clock = clock;
        addClassName("inspect-pane");
        getElement().setAttribute("data-test", "findings");
        line.addClassName("result-line");
        body.addClassNames("grows", "scrolls");
        table = new DataTable<Found>("Findings")
                .column("What", row -> kind(row.finding().kind()))
                .column("About", row -> Words.strong(row.finding().subject()))
                .column("Evidence", row -> Words.plain(row.finding().evidence()))
                .column("Last seen", row -> new When(row.finding().last(), clock.instant(), ZoneId.systemDefault()))
                .column("", this::sessions)
                .column("", this::muting)
                .identify(row -> row.finding().id());
        table.addClassName("findings");
        add(line, body);
    }

    @Override
    void ask(Place place) {
        var actor = analyst.actor();
        asking.ask(
                getUI().orElseThrow(),
                () -> findings.of(actor, place.domain().tenant(), place.domain().domain()),
                answer -> {
                    found = answer;
                    draw();
                },
                why -> {
                    body.removeAll();
                    body.add(Empty.nothingYet(
                            Glyph.WOULD_DENY,
                            "The store did not answer",
                            why + ".",
                            Press.normal(Glyph.RESTORE, "Ask again", this::again)));
                });
    }

    private void draw() {
        var counting = found.stream().filter(each -> each.mute().isEmpty()).toList();
        int muted = found.size() - counting.size();
        line.removeAll();
        line.add(
                Words.strong(Figures.of(counting.size(), "finding")),
                Words.secondary("in what is stored of this domain's taps"),
                Words.spring());
        if (muted > 0) {
            line.add(Press.plain(all ? "Hide what is muted" : "Show " + muted + " muted", () -> {
                        all = !all;
                        draw();
                    })
                    .small()
                    .named("show-muted"));
        }
        var rows = all ? found : counting;
        body.removeAll();
        if (rows.isEmpty()) {
            body.add(Empty.nothingYet(
                    Glyph.PROOF,
                    muted > 0 ? "Nothing that is not muted" : "Nothing stands out",
                    "Scans, passwords in clear text, TLS older than 1.2 and groups that begin to talk to each other"
                            + " are looked for in whatever the taps copy."));
        } else {
            table.show(rows, null);
            body.add(table);
        }
    }

    private static Component kind(Finding.Kind kind) {
        return switch (kind) {
            case SCAN -> new Chip(Glyph.SEARCH, "Scan", "denied");
            case CLEAR_TEXT -> new Chip(Glyph.KEY, "Password in clear", "denied");
            case LEGACY_TLS -> new Chip(Glyph.OPENS, "Old TLS", "would-deny");
            case FIRST_SEEN -> new Chip(Glyph.TOPOLOGY, "New conversation", "accent");
        };
    }

    private Component sessions(Found row) {
        var place = Mode.SESSIONS.at(shown());
        try {
            place = SessionQuery.with(
                    SessionQuery.cleared(place).with(InspectPage.TAP, ""),
                    row.finding().query());
        } catch (QueryException unreadable) {
            return Words.hint("");
        }
        var from = row.finding().first().minus(AROUND);
        var to = row.finding().last().plus(AROUND);
        var link = new Anchor(TimeRange.between(place, from, to).address(), "Sessions");
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private Component muting(Found row) {
        if (row.mute().isEmpty()) {
            return Press.plain("Mute", () -> mute(row.finding())).small().named("mute");
        }
        var mute = row.mute().get();
        var note = Words.hint("muted by " + mute.by() + ": " + mute.reason());
        note.setTitle(note.getText());
        return new Div(
                note,
                Press.plain("Unmute", () -> change(() -> findings.unmute(analyst.actor(), tenant(), row.finding())))
                        .small()
                        .named("unmute"));
    }

    private void mute(Finding finding) {
        new MuteDialog(
                        finding,
                        reason -> change(
                                () -> findings.mute(analyst.actor(), tenant(), finding, reason, clock.instant())))
                .open();
    }

    private void change(Runnable command) {
        try {
            command.run();
        } catch (UncheckedIOException failed) {
            Toast.failed(String.valueOf(failed.getMessage()));
        }
        again();
    }

    private String tenant() {
        return shown().domain().tenant();
    }
}
