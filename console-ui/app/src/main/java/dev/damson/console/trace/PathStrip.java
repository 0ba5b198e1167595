package dev.damson.console.trace;

import com.vaadin.flow.component.html.Div;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.model.ObjectKey;
import java.util.stream.Collectors;

/** The stations of the packet from left to right; behind the one that drops it nothing is reached. */
final class PathStrip extends Div {
    private boolean stopped;

    PathStrip(Answer answer) {
        addClassName("path-strip");
        var flow = answer.flow();
        station(
                Glyph.CLIENT,
                flow.sourceWorkload().orElse("outside"),
                flow.source().toString(),
                "plain");
        answer.source().ifPresent(end -> judged(answer, end, "leaving"));
        var chains = answer.verdict().chains().stream().map(ObjectKey::name).collect(Collectors.joining(", "));
        link();
        station(
                Glyph.APPLIANCE,
                "Chain",
                chains.isEmpty() ? "none on this path" : chains,
                chains.isEmpty() ? "absent" : "plain");
        answer.destination().ifPresent(end -> judged(answer, end, "entering"));
        link();
        station(
                Glyph.WORKLOAD,
                flow.destinationWorkload().orElse("outside"),
                stopped ? "not reached" : flow.destination().toString(),
                stopped ? "absent" : "plain");
    }

    private void judged(Answer answer, EndVerdict end, String word) {
        link();
        var verdict = Answer.verdict(end);
        var words = stopped ? "not reached" : verdict.word().toLowerCase(java.util.Locale.ROOT) + " here";
        station(
                verdict.glyph(),
                answer.edgeOf(end.workload()) + " " + word,
                words,
                stopped ? "absent" : verdict.className());
        stopped |= verdict == Verdict.DENIED;
    }

    private void link() {
        var link = new Div();
        link.addClassName("path-link");
        link.setClassName("broken", stopped);
        add(link);
    }

    private void station(Glyph glyph, String title, String note, String tone) {
        var words = new Div(Words.strong(title), Words.hint(note));
        words.addClassName("station-words");
        var station = new Div(new Icon(glyph), words);
        station.addClassNames("station", tone);
        add(station);
    }
}
