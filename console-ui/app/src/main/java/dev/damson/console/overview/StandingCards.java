package dev.damson.console.overview;

import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.HealthChip;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.taps.TapRow;
import dev.damson.director.live.DomainStatus;
import dev.damson.director.live.DomainStatus.Guard;
import dev.damson.director.live.DomainStatus.Health;
import dev.damson.director.live.TapStatus;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.VirtualTap;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.revision.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who enforces, what runs, and what waits for a person. */
final class StandingCards {
    /** A tap that ends within this deserves a look. */
    private static final Duration SOON = Duration.ofHours(1);

    private static final int MOST_ROWS = 4;

    private StandingCards() {}

    static Card coverage(DomainStatus status, Place place) {
        Map<Guard, Long> ports = status.ports().stream()
                .collect(Collectors.groupingBy(DomainStatus.PortStatus::guard, Collectors.counting()));
        var guarded = ports.getOrDefault(Guard.GUARDED, 0L);
        return new Card(
                        Glyph.PROOF,
                        "accent",
                        "Coverage",
                        "All edges",
                        place.in(Section.EDGES).address())
                .figure("%d of %d".formatted(guarded, status.ports().size()), "ports guarded")
                .row(Words.strong(Figures.count(guarded)), dot("allowed"), Words.plain("Guarded by the live revision"))
                .row(
                        Words.strong(Figures.count(ports.getOrDefault(Guard.CLOSED, 0L))),
                        dot("would-deny"),
                        Words.plain("Closed, everything drops"))
                .row(
                        Words.strong(Figures.count(ports.getOrDefault(Guard.ABSENT, 0L))),
                        dot("unknown"),
                        Words.plain("Without an interface"));
    }

    static Card edges(DomainStatus status, Place place) {
        var drifting = status.edges().size() - status.live();
        var card = new Card(
                        Glyph.DRIFT,
                        drifting > 0 ? "drift" : "secondary",
                        "Edges on their revision",
                        "All edges",
                        place.in(Section.EDGES).address())
                .alarming(drifting > 0, "drift")
                .figure("%d of %d".formatted(status.live(), status.edges().size()), "on revision " + status.head());
        status.edges().stream()
                .limit(MOST_ROWS)
                .forEach(edge -> card.row(
                        Words.plain(edge.alive() ? "on " + edge.revision() : "silent"),
                        new Icon(edge.drifts(status.head()) ? Glyph.DRIFT : Glyph.ALLOWED, 14)
                                .coloured(edge.drifts(status.head()) ? "drift" : "allowed"),
                        Words.strong(edge.edge()),
                        Words.secondary(edge.reason())));
        return card;
    }

    static Card drafts(List<Draft> drafts, Place place, Instant now) {
        var card = new Card(
                        Glyph.EDIT,
                        "secondary",
                        "Drafts",
                        "Policies",
                        place.in(Section.POLICIES).address())
                .figure(Figures.count(drafts.size()), drafts.size() == 1 ? "waits for review" : "wait for review");
        drafts.stream()
                .limit(MOST_ROWS)
                .forEach(draft -> card.row(
                        new When(draft.changedAt(), now, ZoneId.systemDefault()),
                        new Icon(Glyph.EDIT, 14).coloured("accent"),
                        Words.strong(draft.owner()),
                        Words.secondary("%s, on revision %d"
                                .formatted(Figures.of(draft.changes().size(), "object"), draft.base()))));
        return card;
    }

    static Card taps(List<VirtualTap> taps, List<TapStatus> known, Place place, Instant now) {
        var rows = taps.stream().map(tap -> TapRow.of(tap, known)).toList();
        var running = rows.stream().filter(row -> !row.isOver(now)).toList();
        var ending = running.stream()
                .filter(row ->
                        row.end().filter(end -> end.isBefore(now.plus(SOON))).isPresent())
                .count();
        var card = new Card(
                        Glyph.TAPS,
                        "secondary",
                        "Taps",
                        "All taps",
                        place.in(Section.TAPS).address())
                .figure(
                        Figures.count(running.size()),
                        ending == 0 ? "copying" : "copying, %d of them end within an hour".formatted(ending));
        rows.stream()
                .limit(MOST_ROWS)
                .forEach(row -> card.row(
                        Words.plain(row.isOver(now) ? "ended" : row.endWords(now)),
                        new Icon(Glyph.TAPS, 14).coloured(row.isOver(now) ? "secondary" : "accent"),
                        Words.strong(row.name()),
                        Words.secondary(
                                "%s, %s".formatted(row.tap().snap().word(), Figures.of(row.copied(), "packet")))));
        return card;
    }

    static Card chains(PolicySet set, DomainStatus status, Place place) {
        var card = new Card(
                        Glyph.APPLIANCE,
                        "secondary",
                        "Chains",
                        "All services",
                        place.in(Section.SERVICES).address())
                .wide();
        Map<String, DomainStatus.InstanceStatus> known = status.instances().stream()
                .collect(Collectors.toMap(DomainStatus.InstanceStatus::instance, Function.identity(), (a, b) -> a));
        for (var chain : set.chains()) {
            for (var function : set.functions()) {
                if (chain.functions().contains(function.name())) {
                    function.instances().forEach(instance -> {
                        var seen = known.get(instance.name());
                        card.row(
                                HealthChip.of(seen == null ? Health.UNPROVEN : seen.health()),
                                new Icon(Glyph.APPLIANCE, 14).coloured("secondary"),
                                Words.strong(chain.name()),
                                Words.secondary(instance.name()),
                                Words.secondary(
                                        chain.onFailure() == FailurePolicy.OPEN ? "fails open" : "fails closed"),
                                Words.secondary(
                                        seen == null
                                                ? "no report"
                                                : "%s in, %s bypassed"
                                                        .formatted(
                                                                Figures.of(seen.packetsIn(), "packet"),
                                                                Figures.count(seen.bypassed()))));
                    });
                }
            }
        }
        return set.chains().isEmpty() ? card.nothing("No chain yet: nothing is led through an appliance.") : card;
    }

    static Card lately(List<AuditEntry> entries, Place place, Instant now) {
        var card = new Card(
                Glyph.ACTIVITY,
                "secondary",
                "Lately",
                "Activity",
                place.in(Section.ACTIVITY).address());
        entries.forEach(entry -> card.row(
                new When(entry.at(), now, ZoneId.systemDefault()),
                Words.strong(entry.actor()),
                Words.plain(entry.action() + " " + entry.subject())));
        return entries.isEmpty() ? card.nothing("Nothing happened yet.") : card;
    }

    private static Chip dot(String tone) {
        var dot = new Chip("");
        dot.removeClassName("chip");
        dot.addClassNames("dot", tone);
        return dot;
    }
}
