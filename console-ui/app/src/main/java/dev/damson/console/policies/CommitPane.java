package dev.damson.console.policies;

import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import dev.damson.console.kit.Facts;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Press;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.director.command.Review;
import dev.damson.policy.source.Problem;
import java.util.function.Consumer;

/** The decision: why, and then commit, or keep as a draft, or throw away. */
final class CommitPane extends Aside {
    private static final int MESSAGE_MAX_LENGTH = 500;

    private final Div facts = new Div();
    private final TextArea message = new TextArea("Reason");
    private final Div foot = new Div();
    private final transient Consumer<String> commit;
    private final transient Runnable rebase;
    private final transient Runnable discard;

    CommitPane(Consumer<String> commit, Runnable rebase, Runnable discard) {
        this.commit = commit;
        this.rebase = rebase;
        this.discard = discard;
        addClassNames("drawer", "commit");
        message.setMaxLength(MESSAGE_MAX_LENGTH);
        message.setPlaceholder("Why, for whoever reads the history");
        message.setWidthFull();
        facts.addClassName("commit-facts");
        foot.addClassName("commit-foot");
        var body = new Div(facts, message);
        body.addClassName("drawer-body");
        add(body, foot);
        message.getElement().setAttribute("data-test", "reason");
    }

    void show(Review review, boolean mayCommit) {
        var above = new Div(
                new H2("Commit as revision " + (review.head() + 1)),
                new Facts()
                        .fact("Owner", review.draft().owner())
                        .fact("Stands on", "revision " + review.draft().base())
                        .fact("Changes", Figures.of(review.changes().size(), "object")));
        Morph.into(facts, above);
        var below = new Div();
        var errors = review.problems().stream().filter(Problem::isError).count();
        if (errors > 0) {
            var note = new Div(Words.withIcon(
                    Verdict.DENIED.glyph(), Words.strong("Fix " + Figures.of(errors, "error") + " first")));
            note.addClassNames("note-line", "denied");
            below.add(note);
        }
        review.connectivity()
                .map(diff -> diff.rows().stream()
                        .filter(row -> !row.opens().isEmpty())
                        .count())
                .filter(pairs -> pairs > 0)
                .ifPresent(pairs -> {
                    var note = new Div(Words.withIcon(
                            Glyph.OPENS, Words.strong("This commit opens " + Figures.of(pairs, "pair"))));
                    note.addClassNames("note-line", "denied");
                    below.add(note);
                });
        if (review.draft().base() != review.head()) {
            below.add(Press.primary(Glyph.DRIFT, "Put on revision " + review.head(), rebase));
        } else {
            var go = Press.primary(Glyph.REVISION, "Commit and enforce", () -> commit.accept(message.getValue()))
                    .named("commit");
            go.setEnabled(review.canCommit() && mayCommit);
            if (!mayCommit) {
                go.setTitle("This needs the right to change the policy of this domain.");
            }
            below.add(go);
        }
        below.add(Press.plain("Discard the draft", discard));
        Morph.into(foot, below);
    }
}
