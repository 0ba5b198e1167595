package dev.damson.console.inspect;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.DataTable;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.tap.TapStore;
import dev.damson.director.Actor;
import dev.damson.policy.replay.Replay;
import dev.damson.tap.store.search.Page;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.search.SessionRow;
import dev.damson.topology.draft.Draft;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a draft would do to the sessions of a question, judged by its own bytecode on the simulator. */
final class ReplayPane extends AskingPane {
    /** In the address, as the policies have it. */
    private static final String DRAFT = "draft";

    private static final int PAGE = 1_000;

    /** Many sessions are one flow: more of them seldom say more. */
    private static final int MOST_SESSIONS = 50_000;

    private final transient Analyst analyst;
    private final transient TapStore store;
    private final transient PolicyReader policies;
    private final transient Clock clock;
    private final transient Consumer<Place> go;
    private final Div line = new Div();
    private final Div body = new Div();
    private final DataTable<DraftReplay.Judged> table = new DataTable<DraftReplay.Judged>("Flows")
            .column("From", flow -> Words.strong(flow.source()))
            .column("To", flow -> Words.strong(flow.destination()))
            .column("Service", flow -> Words.mono(flow.service()))
            .figures("Sessions", flow -> Words.plain(Figures.count(flow.sessions())))
            .column("Committed", flow -> verdict(flow.now()))
            .column("Draft", flow -> verdict(flow.then()))
            .identify(flow -> flow.source() + " " + flow.destination() + " " + flow.service());

    /** @param cut whether there were more sessions than are judged */
    private record Answer(DraftReplay.Result result, int sessions, boolean cut) {}

    ReplayPane(Analyst analyst, TapStore store, PolicyReader policies, Clock clock, Consumer<Place> go) {
        this.analyst = analyst;
        this.store = store;
        this.policies = policies;
        this.clock = clock;
        this.go = go;
        addClassName("inspect-pane");
        getElement().setAttribute("data-test", "replay");
        line.addClassName("result-line");
        body.addClassNames("grows", "scrolls");
        add(line, body);
    }

    @Override
    void ask(Place place) {
        var actor = analyst.actor();
        var drafts = policies.drafts(actor, place.domain());
        if (drafts.isEmpty()) {
            line.removeAll();
            say(Empty.nothingYet(
                    Glyph.TEST,
                    "No draft to replay",
                    "A draft of this domain's policy is judged here with the sessions that the taps have stored.",
                    Press.link(
                            Glyph.POLICIES,
                            "Policies",
                            place.in(Section.POLICIES).address())));
            return;
        }
        var draft = drafts.stream()
                .filter(each -> each.id().equals(place.extra(DRAFT, "")))
                .findFirst()
                .orElse(drafts.getFirst());
        var head = policies.read(actor, place.domain());
        var drafted = head.with(draft);
        var request = SessionQuery.of(place).in(place, TimeRange.of(place, clock.instant()));
        var now = clock.instant();
        line.removeAll();
        line.add(choice(drafts, draft), Words.hint("being judged"));
        body.addClassName("asking");
        asking.ask(
                getUI().orElseThrow(),
                () -> {
                    var sessions = sessions(actor, request);
                    return new Answer(
                            DraftReplay.of(sessions, head.set(), drafted.set(), now),
                            sessions.size(),
                            sessions.size() >= MOST_SESSIONS);
                },
                answer -> draw(answer, drafts, draft, place),
                why -> say(Empty.nothingYet(
                        Glyph.WOULD_DENY,
                        "Nothing was judged",
                        why + ".",
                        Press.normal(Glyph.RESTORE, "Try again", this::again))));
    }

    private List<SessionRow> sessions(Actor actor, SearchRequest request) {
        var sessions = new ArrayList<SessionRow>();
        Optional<Page.Cursor> next = Optional.empty();
        do {
            var page = store.sessions(actor, request, next, PAGE).value();
            sessions.addAll(page.sessions());
            next = page.next();
        } while (next.isPresent() && sessions.size() < MOST_SESSIONS);
        return sessions;
    }

    private void draw(Answer answer, List<Draft> drafts, Draft draft, Place place) {
        var result = answer.result();
        line.removeAll();
        var words = new Span(Figures.count(result.changed()) + " of "
                + Figures.of(result.flows().size(), "flow") + " would change");
        words.addClassName("strong");
        words.getElement().setAttribute("data-test", "replay-changed");
        line.add(
                choice(drafts, draft),
                words,
                Words.hint(note(answer)),
                Words.spring(),
                Press.link(
                        Glyph.PROOF,
                        "Review the draft",
                        place.in(Section.POLICIES)
                                .with(DRAFT, draft.id())
                                .with("face", "review")
                                .address()));
        if (result.flows().isEmpty()) {
            say(Empty.nothingYet(
                    Glyph.INSPECT,
                    "No session to judge",
                    "Nothing that is stored of this time and query touches a workload of the domain."));
            return;
        }
        table.show(result.flows(), null);
        say(table);
    }

    private static String note(Answer answer) {
        var judged = "%s judged by both bytecodes on the simulator, nothing was sent"
                .formatted(Figures.of(answer.sessions(), "session"));
        var foreign = answer.result().foreign();
        return judged
                + (answer.cut() ? "; older ones are left out" : "")
                + (foreign > 0 ? "; " + foreign + " not of this domain" : "");
    }

    private void say(Component content) {
        body.removeClassName("asking");
        body.removeAll();
        body.add(content);
    }

    private Segments<String> choice(List<Draft> drafts, Draft chosen) {
        var place = shown();
        var segments = new Segments<String>("Draft", id -> go.accept(place.with(DRAFT, id)));
        drafts.stream().limit(3).forEach(draft -> segments.option(draft.id(), Glyph.EDIT, "Draft of " + draft.owner()));
        return segments.press(chosen.id());
    }

    private static Component verdict(Replay.Verdict verdict) {
        var cell =
                new Span(Chip.of(verdict.passes() ? Verdict.ALLOWED : Verdict.DENIED), Words.hint(" " + verdict.by()));
        cell.addClassName("with-icon");
        return cell;
    }
}
