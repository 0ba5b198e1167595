package dev.damson.console.policies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Morph;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.director.command.Review;
import dev.damson.policy.source.Problem;
import dev.damson.policy.trial.TrialResult;
import java.util.Comparator;
import java.util.List;

/** What a draft would do: its changes line by line, what the checks say, what the compiler made of it. */
final class ReviewPane extends Div {
    ReviewPane() {
        addClassNames("review", "scrolls");
    }

    void show(Review review) {
        var fresh = new Div();
        fill(fresh, review);
        Morph.into(this, fresh);
    }

    private static void fill(Div pane, Review review) {
        if (review.draft().base() != review.head()) {
            var note = new Div(
                    new Icon(Glyph.DRIFT, 15),
                    Words.plain("This draft stands on revision %d, meanwhile %d was committed."
                            .formatted(review.draft().base(), review.head())));
            note.addClassNames("note-line", "would-deny");
            pane.add(note);
        }
        if (!review.problems().isEmpty()) {
            pane.add(problems(review));
        }
        review.connectivity().ifPresent(diff -> pane.add(ConnectivityCards.of(diff)));
        if (!review.tests().isEmpty()) {
            pane.add(tests(review.tests()));
        }
        review.changes().forEach(change -> pane.add(change(change)));
        if (review.size().isPresent()) {
            pane.add(new CompiledCard(review));
        }
    }

    private static Section problems(Review review) {
        var errors = review.problems().stream().filter(Problem::isError).count();
        var list = new ProblemList();
        list.show(review.problems(), "");
        return card(
                errors > 0 ? Glyph.DENIED : Glyph.WOULD_DENY,
                errors > 0 ? "denied" : "would-deny",
                errors > 0 ? "The compiler refuses this draft" : "Worth a look",
                Words.hint(Figures.of(review.problems().size(), "problem")),
                list);
    }

    private static Section change(Review.Change change) {
        var before = change.before().orElse("");
        var after = change.after().orElse("");
        var word = change.before().isEmpty() ? "added" : change.after().isEmpty() ? "removed" : "changed";
        var lines = new Pre();
        lines.addClassName("diff");
        LineDiff.of(before, after).forEach(line -> {
            var row = Words.classed(line.sign() + " " + line.text(), "diff-line", line.tone());
            lines.add(row);
        });
        return card(
                Glyph.EDIT,
                "accent",
                change.key().name(),
                new Chip(change.key().kind().word() + ", " + word),
                lines);
    }

    private static Section tests(List<TrialResult> results) {
        var passed = results.stream().filter(TrialResult::passed).count();
        var rows = new Div();
        rows.addClassName("rows");
        results.stream().sorted(Comparator.comparing(TrialResult::passed)).forEach(result -> {
            var verdict = result.passed() ? Verdict.ALLOWED : Verdict.DENIED;
            var row = new Div(
                    new Icon(verdict.glyph(), 14).coloured(verdict.className()),
                    Words.plain(result.title()),
                    Words.classed(result.failure(), "end", "secondary"));
            row.addClassName("row");
            rows.add(row);
        });
        var all = passed == results.size();
        var card = card(
                Glyph.TEST,
                all ? "allowed" : "denied",
                "%d of %s pass".formatted(passed, Figures.of(results.size(), "test")),
                Words.hint("judged by the reference interpreter"),
                rows);
        card.getElement().setAttribute("data-test", "tests");
        return card;
    }

    private static Section card(Glyph glyph, String tone, String title, Component beside, Component body) {
        var head = new Div(new Icon(glyph).coloured(tone), new H2(title), beside);
        head.addClassName("card-head");
        var card = new Section(head, body);
        card.addClassNames("panel", "card");
        return card;
    }
}
