package dev.damson.console.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.damson.console.activity.ActivityReader;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.console.topology.TopologyReader;
import dev.damson.director.Director;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;

/** How the domain stands: what was denied, who enforces, what waits for a person. */
@Route(value = "t/:tenant/d/:domain/overview", layout = Shell.class)
@PermitAll
public class OverviewPage extends DomainView {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int LATELY = 5;

    private final transient TopologyReader topology;
    private final transient PolicyReader policies;
    private final transient ActivityReader activity;
    private final transient Director director;
    private final transient Clock clock;
    private final Span summary = Words.secondary("");
    private final Div cards = new Div();

    OverviewPage(
            SignedIn signedIn,
            Domains domains,
            TopologyReader topology,
            PolicyReader policies,
            ActivityReader activity,
            Director director,
            Clock clock) {
        super(Section.OVERVIEW, signedIn, domains);
        this.topology = topology;
        this.policies = policies;
        this.activity = activity;
        this.director = director;
        this.clock = clock;
        cards.addClassName("cards");
        var scroll = new Div(cards);
        scroll.addClassNames("main-pane", "scrolls");
        var live = new Div(Words.classed("", "dot", "allowed"), Words.plain("Live"));
        live.addClassName("live");
        add(new PageHead("Overview").left(summary).right(live).ruled(), scroll);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var domain = place.domain();
        var view = topology.read(actor, domain, WINDOW).orElseThrow();
        var status = director.status(actor, domain.tenant(), domain.domain()).orElseThrow();
        var book = policies.read(actor, domain);
        summary.setText("%s, %s"
                .formatted(
                        Figures.of(view.workloads().size(), "workload"),
                        Figures.of(status.edges().size(), "edge")));
        var now = clock.instant();
        var fresh = new Div();
        fresh.add(
                DeniedCard.of(view, place, "in the last hour"),
                StandingCards.coverage(status, place),
                StandingCards.edges(status, place),
                StandingCards.drafts(policies.drafts(actor, domain), place, now),
                StandingCards.taps(
                        book.set().taps(), director.taps(actor, domain.tenant(), domain.domain()), place, now),
                StandingCards.chains(book.set(), status, place),
                StandingCards.lately(activity.audit(actor, domain, LATELY), place, now));
        Morph.into(cards, fresh);
    }
}
