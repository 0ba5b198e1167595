package dev.damson.console.activity;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.FilterBar;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.When;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.topology.revision.AuditEntry;
import dev.damson.topology.revision.RevisionRecord;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** Who did what, and the revisions of the domain. */
@Route(value = "t/:tenant/d/:domain/activity", layout = Shell.class)
@PermitAll
public class ActivityPage extends DomainView {
    private static final String FACE = "face";
    private static final String REVISIONS = "revisions";
    /** A page of history; older entries are found by a narrower filter. */
    private static final int MOST_ENTRIES = 300;

    private final transient ActivityReader reader;
    private final transient Clock clock;
    private final Segments<String> faces = new Segments<String>(
                    "Audit or revisions", face -> go(place().with(FACE, face)))
            .option("", Glyph.ACTIVITY, "Audit")
            .option(REVISIONS, Glyph.REVISION, "Revisions");
    private final FilterBar filter =
            new FilterBar("Add a filter, such as who = alice", chosen -> go(place().filtered(chosen)));
    private final DataTable<AuditEntry> audit = new DataTable<AuditEntry>("Audit")
            .column("When", entry -> when(entry.at()))
            .column("Who", entry -> Words.strong(entry.actor()))
            .column("What", entry -> new Chip(entry.action()))
            .column("Of", entry -> Words.plain(entry.subject()))
            .column("Detail", entry -> Words.secondary(entry.detail()));
    private final DataTable<RevisionRecord> revisions = new DataTable<RevisionRecord>("Revisions")
            .column("Revision", revision -> new Chip(Glyph.REVISION, Long.toString(revision.number()), "accent"))
            .column("When", revision -> when(revision.at()))
            .column("Who", revision -> Words.strong(revision.author()))
            .column("Why", revision -> Words.plain(revision.message()))
            .figures(
                    "Rules",
                    revision -> Words.plain(Figures.count(revision.size().rules())))
            .figures(
                    "Identities",
                    revision -> Words.plain(Figures.count(revision.size().identities())))
            .figures(
                    "Profiles",
                    revision -> Words.plain(Figures.count(revision.size().profiles())))
            .figures(
                    "Code and tables",
                    revision -> Words.plain(Figures.bytes(revision.size().bytes())))
            .column("Digest", revision -> Words.mono(shortened(revision.digest())));
    private final Div body = new Div();

    ActivityPage(SignedIn signedIn, Domains domains, ActivityReader reader, Clock clock) {
        super(Section.ACTIVITY, signedIn, domains);
        this.reader = reader;
        this.clock = clock;
        body.addClassNames("main-pane", "scrolls");
        var filters = new Div(filter);
        filters.addClassNames("filter-row", "ruled");
        add(new PageHead("Activity").left(faces), filters, body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var face = place.extra(FACE, "").equals(REVISIONS) ? REVISIONS : "";
        faces.press(face);
        filter.show(place.filter());
        body.removeAll();
        if (face.isEmpty()) {
            var entries = reader.audit(actor, place.domain(), MOST_ENTRIES).stream()
                    .filter(entry -> place.filter().matches(key -> values(key, entry)))
                    .toList();
            audit.show(entries, null);
            body.add(entries.isEmpty() ? empty(place) : audit);
        } else {
            var found = reader.revisions(actor, place.domain(), MOST_ENTRIES).stream()
                    .filter(revision -> place.filter().matches(key -> values(key, revision)))
                    .toList();
            revisions.show(found, null);
            body.add(found.isEmpty() ? empty(place) : revisions);
        }
    }

    private Empty empty(Place place) {
        return place.filter().isEmpty()
                ? Empty.nothingYet(
                        Glyph.ACTIVITY, "Nothing happened yet", "Commits and what else people do is listed here.")
                : Empty.nothingMatches(place.filter().toString(), () -> go(place.filtered(Filter.NONE)));
    }

    private When when(Instant moment) {
        return new When(moment, clock.instant(), ZoneId.systemDefault());
    }

    private static Collection<String> values(String key, AuditEntry entry) {
        return switch (key) {
            case "who" -> List.of(entry.actor());
            case "what" -> List.of(entry.action());
            case "of" -> List.of(entry.subject());
            case "any" -> List.of(entry.actor(), entry.action(), entry.subject(), entry.detail());
            default -> List.of();
        };
    }

    private static Collection<String> values(String key, RevisionRecord revision) {
        return switch (key) {
            case "who" -> List.of(revision.author());
            case "revision" -> List.of(Long.toString(revision.number()));
            case "any" -> List.of(revision.author(), revision.message(), Long.toString(revision.number()));
            default -> List.of();
        };
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}
