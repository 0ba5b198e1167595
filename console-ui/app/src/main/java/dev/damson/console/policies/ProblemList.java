package dev.damson.console.policies;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.policy.source.Problem;
import java.util.List;

/** Problems in one sentence each, with their place. */
final class ProblemList extends Section {
    ProblemList() {
        addClassName("problems");
    }

    void show(List<Problem> problems, String whenNone) {
        removeAll();
        var head = new Div(
                Words.classed("Problems", "strong"), Words.spring(), Words.hint(problems.isEmpty() ? whenNone : ""));
        head.addClassName("problems-head");
        add(head);
        problems.forEach(problem -> add(row(problem)));
    }

    /** The object, of files that hold one object alone, and the line. */
    private static String place(Problem problem) {
        int name = problem.file().lastIndexOf('/');
        return name < 0 ? "Line " + problem.line() : problem.file().substring(name + 1) + ", line " + problem.line();
    }

    private static Div row(Problem problem) {
        var verdict = problem.isError() ? Verdict.DENIED : Verdict.WOULD_DENY;
        var words = Words.plain("%s: %s".formatted(place(problem), problem.sentence()));
        var row = new Div(new Icon(verdict.glyph(), 15).coloured(verdict.className()), words);
        row.addClassName("problem");
        return row;
    }
}
