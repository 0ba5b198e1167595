package dev.damson.console.edges;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.shell.Drawer;
import dev.damson.director.live.DomainStatus.Guard;
import dev.damson.director.live.DomainStatus.PortStatus;
import dev.damson.director.live.DropCount;
import dev.damson.director.live.EdgeStatus;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** One edge: what it runs, its ports of this domain, what it drops and what it says is wrong. */
final class EdgeDrawer {
    private final Clock clock;

    EdgeDrawer(Clock clock) {
        this.clock = clock;
    }

    Drawer open(HostedEdge edge, List<PortStatus> ports, List<DropCount> drops, Runnable close) {
        var drawer = new Drawer(Glyph.EDGES, edge.name(), close)
                .beside(EdgesPage.state(edge))
                .block(facts(edge));
        if (!edge.here().reason().isEmpty()) {
            var note =
                    new Div(new Icon(Glyph.DRIFT, 15), Words.plain(edge.here().reason()));
            note.addClassNames("note-line", "would-deny");
            drawer.block(note);
        }
        edge.status().map(EdgeStatus::problems).orElse(List.of()).forEach(problem -> {
            var note =
                    new Div(new Icon(Glyph.WOULD_DENY, 15), Words.plain(problem.subject() + ": " + problem.message()));
            note.addClassNames("note-line", "would-deny");
            drawer.block(note);
        });
        drawer.section("Ports", "of this domain", ports(edge, ports));
        drawer.section("Drops", "packets since the edge started", drops(edge, drops));
        return drawer;
    }

    private Facts facts(HostedEdge edge) {
        var facts = new Facts()
                .fact(
                        "Runs",
                        edge.here().revision() == 0
                                ? "no revision"
                                : "revision " + edge.here().revision())
                .fact("Wants", "revision " + edge.head());
        edge.status().ifPresent(status -> {
            status.heartbeat()
                    .ifPresent(at -> facts.fact("Heartbeat", new When(at, clock.instant(), ZoneId.systemDefault())));
            facts.fact("Kernel", Words.mono(status.kernel()))
                    .fact(
                            "Version",
                            status.version().isEmpty() ? Words.secondary("unknown") : Words.mono(status.version()))
                    .fact("Able to", String.join(", ", status.capabilities()));
        });
        return facts;
    }

    private static Component ports(HostedEdge edge, List<PortStatus> ports) {
        var rows = rows();
        ports.stream()
                .filter(port -> port.edge().equals(edge.name()))
                .forEach(port ->
                        rows.add(row(Words.strong(port.workload()), Words.mono(port.port()), end(guard(port)))));
        return rows;
    }

    private static Component drops(HostedEdge edge, List<DropCount> drops) {
        var rows = rows();
        drops.stream()
                .filter(drop -> drop.edge().equals(edge.name()))
                .forEach(drop -> rows.add(row(
                        Words.plain(drop.reason()),
                        Words.hint(drop.workload() + " " + drop.port()),
                        end(Words.strong(Figures.count(drop.packets()))))));
        if (rows.getComponentCount() == 0) {
            rows.add(row(Words.hint("Nothing was dropped.")));
        }
        return rows;
    }

    private static Component guard(PortStatus port) {
        var chip = switch (port.guard()) {
            case GUARDED -> new Chip(Glyph.PROOF, "Guarded", "allowed");
            case CLOSED -> new Chip(Glyph.CLOSES, "Closed", "would-deny");
            case ABSENT -> new Chip(Glyph.UNKNOWN, "Absent", "unknown");
        };
        chip.setTitle(port.guard() == Guard.GUARDED ? "" : port.detail());
        return chip;
    }

    private static Div rows() {
        var rows = new Div();
        rows.addClassName("rows");
        return rows;
    }

    private static Div row(Component... components) {
        var row = new Div(components);
        row.addClassName("row");
        return row;
    }

    private static Div end(Component component) {
        var end = new Div(component);
        end.addClassName("end");
        return end;
    }
}
