package dev.damson.console.edges;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.Drawer;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.director.Director;
import dev.damson.director.live.DomainStatus;
import dev.damson.director.live.EdgeStatus;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The hosts that carry this domain, and whether each runs its head revision. */
@Route(value = "t/:tenant/d/:domain/edges", layout = Shell.class)
@PermitAll
public class EdgesPage extends DomainView {
    private final transient Director director;
    private final transient Clock clock;
    private final Div main = new Div();
    private final Div body = new Div(main);
    private final Span summary = Words.secondary("");
    private final DataTable<HostedEdge> table = new DataTable<HostedEdge>("Edges")
            .column("Edge", edge -> Words.withIcon(Glyph.EDGES, Words.strong(edge.name())))
            .column("State", EdgesPage::state)
            .column("Revision", this::revision)
            .column("Since", edge -> when(edge.here().flipped()))
            .column("Heartbeat", edge -> when(edge.status().flatMap(EdgeStatus::heartbeat)))
            .column(
                    "Kernel",
                    edge -> Words.mono(edge.status().map(EdgeStatus::kernel).orElse("")))
            .column(
                    "Version",
                    edge -> Words.mono(edge.status().map(EdgeStatus::version).orElse("")))
            .figures(
                    "Guarded ports",
                    edge -> Words.plain(edge.status()
                            .map(status -> Figures.count(status.guardedPorts()))
                            .orElse("")))
            .column("Problems", EdgesPage::problems)
            .choose(HostedEdge::name, edge -> go(place().select(edge.name())));

    EdgesPage(SignedIn signedIn, Domains domains, Director director, Clock clock) {
        super(Section.EDGES, signedIn, domains);
        this.director = director;
        this.clock = clock;
        main.addClassNames("main-pane", "scrolls");
        body.addClassName("page-body");
        add(new PageHead("Edges").left(summary).ruled(), body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var domain = place.domain();
        var status = director.status(actor, domain.tenant(), domain.domain());
        var known = director.edges(actor);
        var edges = status.map(found -> found.edges().stream()
                        .map(here -> HostedEdge.of(found.head(), here, known))
                        .toList())
                .orElse(List.of());
        summary.setText(Figures.of(edges.size(), "edge") + " of this domain");
        if (edges.isEmpty()) {
            main.removeAll();
            main.add(Empty.nothingYet(
                    Glyph.EDGES, "No edge carries this domain", "An edge appears when a workload is placed on it."));
        } else {
            table.show(edges, place.selected());
            if (table.getParent().isEmpty()) {
                main.removeAll();
                main.add(table);
            }
        }
        Drawer.show(
                body,
                edges.stream()
                        .filter(edge -> edge.name().equals(place.selected()))
                        .findFirst()
                        .map(edge -> new EdgeDrawer(clock)
                                .open(
                                        edge,
                                        status.map(DomainStatus::ports).orElse(List.of()),
                                        director.drops(actor, domain.tenant(), domain.domain()),
                                        this::closeDrawer)));
    }

    static Component state(HostedEdge edge) {
        return edge.here().alive()
                ? new Chip(Glyph.ALLOWED, "Alive", "allowed")
                : new Chip(Glyph.DENIED, "Silent", "denied");
    }

    private Component revision(HostedEdge edge) {
        if (edge.here().revision() == 0) {
            return new Chip(Glyph.DRIFT, "none, its ports are closed", "drift");
        }
        return edge.drifts()
                ? new Chip(Glyph.DRIFT, "%d, wants %d".formatted(edge.here().revision(), edge.head()), "drift")
                : new Chip(Glyph.REVISION, Long.toString(edge.here().revision()), "accent");
    }

    private static Component problems(HostedEdge edge) {
        var count = edge.problems();
        return count == 0
                ? Words.secondary("none")
                : new Chip(Glyph.WOULD_DENY, Figures.of(count, "problem"), "would-deny");
    }

    private Component when(Optional<Instant> moment) {
        return moment.<Component>map(at -> new When(at, clock.instant(), ZoneId.systemDefault()))
                .orElseGet(() -> Words.secondary("never"));
    }
}
