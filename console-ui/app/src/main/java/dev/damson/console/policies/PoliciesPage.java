package dev.damson.console.policies;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.router.Route;
import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Empty;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.FilterBar;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.Toast;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.console.security.Right;
import dev.damson.console.security.SignedIn;
import dev.damson.console.shell.DomainView;
import dev.damson.console.shell.Domains;
import dev.damson.console.shell.Shell;
import dev.damson.director.Director;
import dev.damson.director.command.Review;
import dev.damson.policy.model.Kind;
import dev.damson.policy.source.Problem;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.Draft;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of a domain with the editor beside them; a draft, its review and its commit. */
@Route(value = "t/:tenant/d/:domain/policies", layout = Shell.class)
@PermitAll
public class PoliciesPage extends DomainView {
    private static final String FACE = "face";
    private static final String OBJECTS = "objects";
    private static final String REVIEW = "review";

    private final transient PolicyReader reader;
    private final transient Director director;
    private final transient DraftDesk desk;
    private final transient Domains domains;

    private final DraftBar bar = new DraftBar(
            face -> go(place().with(FACE, face)), draft -> go(place().with(DraftDesk.KEY, draft)), this::openImport);
    private final FilterBar filter = new FilterBar("Filter rules", chosen -> go(place().filtered(chosen)));
    private final Segments<String> faces = new Segments<String>(
                    "Rules or objects", face -> go(place().with(FACE, face)))
            .option("", Glyph.TABLE, "Rules")
            .option(OBJECTS, Glyph.FILE, "Objects");
    private final RuleTable rules = new RuleTable(id -> go(place().select(id)));
    private final ObjectTable objects = new ObjectTable(id -> go(place().select(id)));
    private final Div scroll = new Div();
    private final Footer foot = new Footer();
    private final Div left = new Div();
    private final EditorPane editor = new EditorPane(this::write, this::review, this::closeDrawer);
    private final ReviewPane reviewPane = new ReviewPane();
    private final CommitPane commit = new CommitPane(this::commit, this::rebase, this::discard);
    private final Div body = new Div();
    private transient @Nullable State shown;

    /** All that this view depends on. */
    private record State(Place place, long head, List<String> drafts) {}

    PoliciesPage(SignedIn signedIn, Domains domains, PolicyReader reader, Director director) {
        super(Section.POLICIES, signedIn, domains);
        this.reader = reader;
        this.domains = domains;
        this.director = director;
        this.desk = new DraftDesk(director, reader, signedIn::actor);
        body.addClassName("page-body");
        left.addClassName("main-pane");
        scroll.addClassNames("scrolls", "grows");
        foot.addClassName("page-foot");
        var filters = new Div(filter, faces);
        filters.addClassNames("filter-row", "spaced");
        left.add(filters, scroll, foot);
        add(bar, body);
    }

    @Override
    protected void show(Place place) {
        var actor = signedIn().actor();
        var drafts = reader.drafts(actor, place.domain());
        var state = new State(
                place,
                domains.head(actor, place.domain()).orElseThrow().revision(),
                drafts.stream().map(each -> each.id() + " " + each.version()).toList());
        if (state.equals(shown)) {
            // A report of an edge: compiling the same draft again would tell nothing new.
            return;
        }
        shown = state;
        var head = reader.read(actor, place.domain());
        var draft = desk.open(place);
        var review = draft.flatMap(open -> desk.review(place, open));
        bar.show(place, draft, drafts, review, may(Right.CHANGE));
        if (place.extra(FACE, "").equals(REVIEW) && review.isPresent()) {
            showReview(review.get());
        } else {
            showRules(place, draft.map(head::with).orElse(head), draft, review);
        }
    }

    private void showReview(Review review) {
        reviewPane.show(review);
        commit.show(review, may(Right.CHANGE));
        Morph.keep(body, reviewPane, commit);
    }

    private void showRules(Place place, PolicyBook book, Optional<Draft> draft, Optional<Review> review) {
        var edited = edited(draft);
        var face = place.extra(FACE, "").equals(OBJECTS) ? OBJECTS : "";
        filter.show(place.filter());
        faces.press(face);
        if (face.isEmpty() && draft.isEmpty() && book.set().policies().isEmpty()) {
            body.removeAll();
            body.add(nothingYet());
            return;
        }
        var note = new Footer();
        if (face.isEmpty()) {
            var shown = rules.show(
                    book, edited, reader.hits(signedIn().actor(), place.domain()), place.filter(), place.selected());
            note.add(
                    Words.plain(Figures.of(shown, "rule")),
                    Words.spring(),
                    Words.plain("Flows recorded in the last 24 hours"));
            if (shown > 0 || place.filter().isEmpty()) {
                Morph.keep(scroll, rules);
            } else {
                scroll.removeAll();
                scroll.add(Empty.nothingMatches(place.filter().toString(), () -> go(place.filtered(Filter.NONE))));
            }
        } else {
            objects.show(book, edited, place.selected());
            Morph.keep(scroll, objects.component());
            note.add(Words.plain(Figures.of(book.documents().size(), "object")));
        }
        Morph.into(foot, note);
        var selection = Selection.read(place.selected());
        var open = selection.flatMap(found -> book.document(found.document()));
        open.ifPresent(document -> editor.show(
                document,
                selection.flatMap(Selection::rule),
                problems(review, document.key()),
                may(Right.CHANGE),
                edited.contains(document.key()),
                selection.filter(found -> may(Right.TAP)).flatMap(found -> tapAddress(place, found))));
        if (open.isPresent()) {
            Morph.keep(body, left, editor);
        } else {
            Morph.keep(body, left);
        }
    }

    /** A group's traffic or a rule's can be copied. */
    private static Optional<String> tapAddress(Place place, Selection selection) {
        var document = selection.document();
        if (selection.rule().isPresent()) {
            var path = place.domain().domain() + "/" + document.name() + "/"
                    + selection.rule().get();
            return Optional.of(TapWish.ofRule(place, path));
        }
        return document.kind() == Kind.GROUP
                ? Optional.of(TapWish.between(place, "", document.name(), ""))
                : Optional.empty();
    }

    private Empty nothingYet() {
        return may(Right.CHANGE)
                ? Empty.nothingYet(
                        Glyph.POLICIES,
                        "No policy yet, so everything is denied",
                        "Import a file, such as examples/shop.yaml, or apply it with ./damson apply -f.",
                        Press.primary(Glyph.UPLOAD, "Import a file", this::openImport))
                : Empty.nothingYet(
                        Glyph.POLICIES, "No policy yet, so everything is denied", "A tenant admin can import one.");
    }

    private static Set<DocumentKey> edited(Optional<Draft> draft) {
        return draft.map(Draft::changes).orElse(List.of()).stream()
                .map(DocumentChange::key)
                .collect(Collectors.toSet());
    }

    private static List<Problem> problems(Optional<Review> review, DocumentKey key) {
        return review.map(Review::problems).orElse(List.of()).stream()
                .filter(problem -> problem.file().endsWith(key.toString()))
                .toList();
    }

    private void write(DocumentKey key, String text) {
        desk.write(place(), key, text)
                .ifPresentOrElse(
                        this::go,
                        () -> Toast.failed(
                                "Somebody else changed this draft. Yours is on the screen, not in the draft."));
    }

    private void review() {
        go(place().with(FACE, REVIEW));
    }

    private void commit(String message) {
        desk.open(place()).ifPresent(draft -> {
            var outcome = desk.commit(place(), draft, message);
            if (Outcomes.isDone(outcome)) {
                Toast.done(Outcomes.words(outcome));
                go(place().with(DraftDesk.KEY, "").with(FACE, ""));
            } else {
                Toast.failed(Outcomes.words(outcome));
                show(place());
            }
        });
    }

    private void rebase() {
        desk.open(place()).ifPresent(draft -> desk.rebase(place(), draft));
        show(place());
    }

    private void discard() {
        desk.open(place()).ifPresent(draft -> desk.discard(place(), draft));
        go(place().with(DraftDesk.KEY, "").with(FACE, ""));
    }

    private void openImport() {
        new ImportDialog(
                        director,
                        signedIn()::actor,
                        place().domain(),
                        draft -> go(place().with(DraftDesk.KEY, draft.id()).with(FACE, REVIEW)))
                .open();
    }
}
