package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.damson.console.activity.ActivityReader;
import dev.damson.console.kit.Segments;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.console.tap.StoreExport;
import dev.damson.console.tap.TapFindings;
import dev.damson.console.tap.TapStore;
import dev.damson.director.Director;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tapped traffic: packets as they come, and what is stored of them. */
@Route(value = "t/:tenant/d/:domain/inspect", layout = Shell.class)
@PermitAll
public class InspectPage extends DomainView {
    static final String TAP = "tap";

    private final transient PolicyReader policies;
    private final transient Clock clock;
    private final Segments<Mode> modes = new Segments<>("Live or stored", mode -> go(mode.at(place().select(""))));
    private final Div tools = new Div();
    private final TimeChoice times = new TimeChoice(length -> go(TimeRange.last(place(), length)));
    private final QueryBar query = new QueryBar(this::place, this::go);
    private final Div asked = new Div(query, times);
    private final Div body = new Div();
    private final LivePane live;
    private final SessionsPane sessions;
    private final SummaryPane summary;
    private final FindingsPane findings;
    private final ReplayPane replay;
    private transient @Nullable Place shown;

    InspectPage(
            SignedIn signedIn,
            Domains domains,
            Tails tails,
            TapStore store,
            StoreExport export,
            TapFindings standing,
            ActivityReader activity,
            PolicyReader policies,
            Director director,
            Clock clock) {
        super(Section.INSPECT, signedIn, domains);
        this.policies = policies;
        this.clock = clock;
        var analyst = new Analyst(signedIn, director);
        live = new LivePane(analyst, tails, this::go);
        sessions = new SessionsPane(analyst, store, export, activity, clock, this::go);
        summary = new SummaryPane(analyst, store, clock, this::go);
        findings = new FindingsPane(analyst, standing, clock);
        replay = new ReplayPane(analyst, store, policies, clock, this::go);
        Arrays.stream(Mode.values()).forEach(mode -> modes.option(mode, mode.glyph(), mode.title()));
        modes.getElement().setAttribute("data-test", "inspect-mode");
        tools.addClassName("tail-bar");
        asked.addClassNames("filter-row", "ruled");
        body.addClassNames("grows", "column");
        add(new PageHead("Inspect").left(modes).right(tools), body);
    }

    @Override
    protected void show(Place place) {
        if (Mode.of(place) == Mode.LIVE) {
            live.show(FollowedTap.of(
                    policies.read(signedIn().actor(), place.domain()).set(), place.extra(TAP, "")));
        }
        if (place.equals(shown)) {
            // Another revision or a report of an edge: what was seen is as it was.
            return;
        }
        shown = place;
        var mode = Mode.of(place);
        modes.press(mode);
        var pane = switch (mode) {
            case LIVE -> live;
            case SESSIONS -> sessions;
            case SUMMARY -> summary;
            case FINDINGS -> findings;
            case REPLAY -> replay;
        };
        if (pane.getParent().isEmpty()) {
            body.removeAll();
            tools.removeAll();
            if (mode == Mode.LIVE) {
                tools.add(live.bar());
            } else if (mode != Mode.FINDINGS) {
                body.add(asked);
            }
            body.add(pane);
        }
        if (mode != Mode.LIVE) {
            query.show(
                    SessionQuery.of(place),
                    KnownValues.of(policies.read(signedIn().actor(), place.domain())));
            times.show(TimeRange.of(place, clock.instant()), ZoneId.systemDefault());
        }
        switch (mode) {
            case LIVE -> live.show(place);
            case SESSIONS -> sessions.show(place);
            case SUMMARY -> summary.show(place);
            case FINDINGS -> findings.show(place);
            case REPLAY -> replay.show(place);
        }
    }
}
