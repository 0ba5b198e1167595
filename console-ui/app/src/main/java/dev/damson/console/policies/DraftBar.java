package dev.damson.console.policies;

import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Segments;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.director.command.Review;
import dev.damson.policy.source.Problem;
import dev.damson.topology.draft.Draft;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The head of the policies: which draft is open, and the way from editing to review. */
final class DraftBar extends Header {
    private static final String REVIEW = "review";

    private final transient Consumer<String> onFace;
    private final transient Consumer<String> onDraft;
    private final transient Runnable onImport;

    DraftBar(Consumer<String> onFace, Consumer<String> onDraft, Runnable onImport) {
        this.onFace = onFace;
        this.onDraft = onDraft;
        this.onImport = onImport;
        addClassNames("page-head", "ruled");
    }

    void show(Place place, Optional<Draft> draft, List<Draft> drafts, Optional<Review> review, boolean mayChange) {
        var fresh = new Header();
        fill(fresh, place, draft, drafts, review, mayChange);
        Morph.into(this, fresh);
    }

    private void fill(
            Header head,
            Place place,
            Optional<Draft> draft,
            List<Draft> drafts,
            Optional<Review> review,
            boolean mayChange) {
        if (draft.isPresent()) {
            head.add(
                    Words.secondary("Policies ›"),
                    new H1("Draft of " + draft.get().owner()));
            head.add(new Chip(
                    Glyph.EDIT,
                    "%s changed, on revision %d"
                            .formatted(
                                    Figures.of(draft.get().changes().size(), "object"),
                                    draft.get().base()),
                    "plain"));
        } else {
            head.add(new H1("Policies"));
        }
        head.add(Words.spring());
        if (draft.isPresent()) {
            var reviewing = place.extra("face", "").equals(REVIEW);
            head.add(new Segments<String>("Edit or review", onFace)
                    .option("", Glyph.EDIT, "Edit")
                    .option(REVIEW, Glyph.PROOF, "Review")
                    .press(reviewing ? REVIEW : ""));
            head.add(next(review, reviewing));
            head.add(Press.plain("Leave the draft", () -> onDraft.accept("")));
        } else if (mayChange) {
            if (!drafts.isEmpty()) {
                head.add(draftMenu(drafts));
            }
            head.add(Press.normal(Glyph.UPLOAD, "Import", onImport).named("import"));
        }
    }

    private Press next(Optional<Review> review, boolean reviewing) {
        var errors = review.map(Review::problems).orElse(List.of()).stream()
                .filter(Problem::isError)
                .count();
        var press = errors > 0
                ? Press.plain("Fix " + Figures.of(errors, "error") + " to commit", () -> onFace.accept(REVIEW))
                : Press.primary(Glyph.PROOF, "Review and commit", () -> onFace.accept(REVIEW));
        if (errors > 0) {
            press.addClassName("denied");
        }
        press.setVisible(!reviewing);
        return press.named("review");
    }

    private Press draftMenu(List<Draft> drafts) {
        var press = Press.normal(Glyph.EDIT, Figures.of(drafts.size(), "draft"), () -> {});
        var menu = new ContextMenu(press);
        menu.setOpenOnClick(true);
        drafts.forEach(draft -> menu.addItem(
                "%s, %s, on revision %d"
                        .formatted(draft.owner(), Figures.of(draft.changes().size(), "object"), draft.base()),
                event -> onDraft.accept(draft.id())));
        return press;
    }
}
