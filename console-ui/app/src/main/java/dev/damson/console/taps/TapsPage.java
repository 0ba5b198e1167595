package dev.damson.console.taps;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Toast;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.Outcomes;
import dev.damson.console.policies.PeerWords;
import dev.damson.console.policies.PolicyBook;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.policies.TapWish;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.Drawer;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.director.Director;
import dev.damson.director.command.Outcome;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The taps of the domain: what each copies, how much, what it lost, and when it ends. */
@Route(value = "t/:tenant/d/:domain/taps", layout = Shell.class)
@PermitAll
public class TapsPage extends DomainView {
    /** What "Extend" adds: a working day. */
    private static final Duration EXTENSION = Duration.ofHours(8);

    private final transient PolicyReader policies;
    private final transient Director director;
    private final transient Clock clock;
    private final Press begin = Press.primary(Glyph.TAPS, "New tap", () -> go(TapWish.asked(place())))
            .named("new-tap");
    private final Div main = new Div();
    private final Div body = new Div(main);
    private transient Optional<TapDialog> dialog = Optional.empty();
    private final DataTable<TapRow> table = new DataTable<TapRow>("Taps")
            .column("Tap", row -> Words.withIcon(Glyph.TAPS, Words.strong(row.name())))
            .column("State", this::state)
            .column("From", row -> Words.plain(PeerWords.peers(row.tap().match().from())))
            .column("To", row -> Words.plain(PeerWords.peers(row.tap().match().to())))
            .column(
                    "Service",
                    row -> Words.mono(PeerWords.services(row.tap().match().services())))
            .column("Keeps", row -> new Chip(row.tap().snap().word()))
            .column("Ends", row -> Words.plain(row.endWords(now())))
            .figures("Now", row -> Words.plain(Figures.perSecond(row.copiedPerSecond())))
            .figures("Copied", row -> Words.plain(Figures.count(row.copied())))
            .figures(
                    "Lost",
                    row -> Words.classed(Figures.count(row.lost()), row.lost() > 0 ? "would-deny" : "secondary"))
            .column("", this::watch)
            .choose(TapRow::name, row -> go(place().select(row.name())));

    TapsPage(SignedIn signedIn, Domains domains, PolicyReader policies, Director director, Clock clock) {
        super(Section.TAPS, signedIn, domains);
        this.policies = policies;
        this.director = director;
        this.clock = clock;
        main.addClassNames("main-pane", "scrolls");
        body.addClassName("page-body");
        add(new PageHead("Taps").right(begin).ruled(), body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var domain = place.domain();
        var known = director.taps(actor, domain.tenant(), domain.domain());
        var book = policies.read(actor, domain);
        showDialog(place, book);
        var rows = book.set().taps().stream().map(tap -> TapRow.of(tap, known)).toList();
        if (rows.isEmpty()) {
            main.removeAll();
            main.add(
                    Empty.nothingYet(
                            Glyph.TAPS,
                            "No tap yet",
                            "A tap copies selected traffic for a bounded time. Begin one here, from the map, a rule or a session."));
        } else {
            table.show(rows, place.selected());
            if (table.getParent().isEmpty()) {
                main.removeAll();
                main.add(table);
            }
        }
        begin.setEnabled(may(Right.TAP));
        begin.setTitle(may(Right.TAP) ? "" : "This needs the right to " + Right.TAP.words());
        Drawer.show(
                body,
                rows.stream()
                        .filter(row -> row.name().equals(place.selected()))
                        .findFirst()
                        .map(this::drawer));
    }

    /** The address says whether a tap is being described, so it can be come to from every view. */
    private void showDialog(Place place, PolicyBook book) {
        if (!TapWish.isAsked(place) || !may(Right.TAP)) {
            dialog.ifPresent(TapDialog::close);
            dialog = Optional.empty();
        } else if (dialog.isEmpty()) {
            var opened = new TapDialog(signedIn(), director, book, TapWish.read(place, book));
            opened.addOpenedChangeListener(event -> {
                if (!event.isOpened()) {
                    go(TapWish.over(place()));
                }
            });
            dialog = Optional.of(opened);
            opened.open();
        }
    }

    private Drawer drawer(TapRow row) {
        var drawer = new TapDrawer(clock).open(row, this::closeDrawer);
        var actions = new ArrayList<Component>(List.of(Press.link(Glyph.INSPECT, "Watch live", watchAddress(row))));
        if (may(Right.TAP)) {
            actions.addAll(TapDrawer.actions(() -> extend(row), () -> stop(row), () -> remove(row), row.isOver(now())));
        }
        return drawer.actions(actions.toArray(Component[]::new));
    }

    private Instant now() {
        return clock.instant();
    }

    private Component state(TapRow row) {
        return row.isOver(now())
                ? new Chip(Glyph.TIME, "Ended", "unknown")
                : new Chip(Glyph.ALLOWED, "Copying", "allowed");
    }

    private String watchAddress(TapRow row) {
        return place().in(Section.INSPECT).with("tap", row.name()).address();
    }

    private Component watch(TapRow row) {
        var link = new Anchor(watchAddress(row), "Watch live");
        link.getElement().setAttribute("router-link", true);
        return link;
    }

    private void extend(TapRow row) {
        var from = row.end().filter(end -> end.isAfter(clock.instant())).orElseGet(clock::instant);
        var domain = place().domain();
        said(director.extendTap(
                signedIn().actor(), domain.tenant(), domain.domain(), row.name(), from.plus(EXTENSION)));
    }

    private void stop(TapRow row) {
        var domain = place().domain();
        said(director.stopTap(signedIn().actor(), domain.tenant(), domain.domain(), row.name()));
    }

    private void remove(TapRow row) {
        new RemovalDialog(row.name(), () -> {
                    var domain = place().domain();
                    said(director.removeTap(signedIn().actor(), domain.tenant(), domain.domain(), row.name()));
                    closeDrawer();
                })
                .open();
    }

    private void said(Outcome outcome) {
        if (Outcomes.isDone(outcome)) {
            Toast.done(Outcomes.words(outcome));
        } else {
            Toast.failed(Outcomes.words(outcome));
        }
        show(place());
    }
}
