package dev.damson.console.topology;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Verdict;
import dev.damson.console.kit.Words;

/** What the lines of the map mean. */
final class Legend extends Div {
    private final Span words = Words.hint("");

    Legend() {
        addClassName("legend");
        for (var verdict : Verdict.values()) {
            var line = new Span();
            line.addClassNames("legend-line", verdict.className());
            var entry = new Span(
                    line, new Icon(verdict.glyph(), 14).coloured(verdict.className()), new Span(verdict.word()));
            entry.addClassName("with-icon");
            add(entry);
        }
        add(words);
    }

    /** @param window of the figures, in words */
    void show(String window) {
        words.setText("Width shows rate; figures are new flows per second, " + window + ", port first");
    }
}
