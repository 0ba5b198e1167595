package dev.damson.console.trace;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.VerdictSentence;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.PolicyBook;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.policies.RuleLink;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.PageHead;
import dev.damson.console.shell.Shell;
import dev.damson.console.topology.Observed;
import dev.damson.console.topology.TopologyReader;
import dev.damson.policy.model.Workload;
import dev.damson.topology.draft.Draft;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a packet would be allowed or denied: both ends, tier by tier, in the live revision or in a draft. */
@Route(value = "t/:tenant/d/:domain/trace", layout = Shell.class)
@PermitAll
public class TracePage extends DomainView {
    private static final String DRAFT = "draft";
    /** How far back the same flow is looked for. */
    private static final Duration SEEN = Duration.ofHours(1);

    private final transient PolicyReader policies;
    private final transient TopologyReader topology;
    private final transient Domains domains;
    private final transient Clock clock;
    private final TraceForm form = new TraceForm(question -> go(question.at(place())));
    private final Div choice = new Div();
    private final Span note = Words.hint("");
    private final Div body = new Div();

    TracePage(SignedIn signedIn, Domains domains, PolicyReader policies, TopologyReader topology, Clock clock) {
        super(Section.TRACE, signedIn, domains);
        this.domains = domains;
        this.policies = policies;
        this.topology = topology;
        this.clock = clock;
        body.addClassNames("trace", "scrolls");
        add(new PageHead("Trace").right(note, choice), form, body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var head = policies.read(actor, place.domain());
        var revision = domains.head(actor, place.domain()).orElseThrow().revision();
        var drafts = policies.drafts(actor, place.domain());
        var draft = drafts.stream()
                .filter(each -> each.id().equals(place.extra(DRAFT, "")))
                .findFirst();
        var book = draft.map(head::with).orElse(head);
        var question = Question.of(place);
        form.show(question, book.set().workloads().stream().map(Workload::name).toList());
        choose(drafts, draft, revision);
        note.setText("Judged by the reference interpreter, nothing is sent");
        body.removeAll();
        if (question.isEmpty()) {
            body.add(Empty.nothingYet(
                    Glyph.TRACE,
                    "Ask about a packet",
                    "Choose where it comes from and goes to. The answer says which rule decides at each end,"
                            + " and why."));
            return;
        }
        answer(question, book, draft.isPresent() ? revision + 1 : revision, place);
    }

    private void choose(List<Draft> drafts, Optional<Draft> chosen, long revision) {
        choice.removeAll();
        var segments = new Segments<String>("Live or draft", id -> go(place().with(DRAFT, id)))
                .option("", Glyph.REVISION, "Live " + revision);
        drafts.stream().limit(2).forEach(draft -> segments.option(draft.id(), Glyph.EDIT, "Draft of " + draft.owner()));
        choice.add(segments.press(chosen.map(Draft::id).orElse("")));
    }

    private void answer(Question question, PolicyBook book, long revision, Place place) {
        Answer answer;
        try {
            answer = Answer.to(question.flow(book.set(), clock.instant()), book, revision);
        } catch (IllegalArgumentException impossible) {
            var line = new Div(new Icon(Glyph.WOULD_DENY, 15), Words.plain(impossible.getMessage() + "."));
            line.addClassNames("note-line", "would-deny");
            body.add(line);
            return;
        }
        var decision = answer.decision();
        var banner = new Div(
                new VerdictSentence(decision, rule -> RuleLink.address(rule, place)),
                Words.spring(),
                Words.hint(seen(question, answer, place)));
        banner.addClassNames("banner", decision.verdict().className());
        banner.getElement().setAttribute("data-test", "verdict");
        var ends = new Div();
        ends.addClassName("trace-ends");
        answer.verdict().ends().forEach(end -> ends.add(new EndCard(answer, end, place)));
        body.add(banner, new PathStrip(answer), ends);
    }

    private String seen(Question question, Answer answer, Place place) {
        var service = question.service(answer.flow());
        var flows = topology.read(signedIn().actor(), place.domain(), SEEN).stream()
                .flatMap(view -> view.traffic().stream())
                .map(traffic -> new Observed(traffic, 0, false))
                .filter(flow -> flow.source().equals(name(answer.flow().sourceWorkload(), question.source())))
                .filter(flow -> flow.target().equals(name(answer.flow().destinationWorkload(), question.destination())))
                .filter(flow -> flow.service().equals(service))
                .mapToLong(flow -> flow.traffic().flows())
                .sum();
        return flows == 0 ? "Not seen in the last hour" : "Seen " + Figures.of(flows, "time") + " in the last hour";
    }

    private static String name(Optional<String> workload, String otherwise) {
        return workload.orElse(otherwise);
    }
}
