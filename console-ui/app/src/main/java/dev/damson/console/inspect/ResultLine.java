package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Chip;
import dev.damson.console.kit.Figures;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Words;
import dev.damson.tap.store.search.Answer;
import dev.damson.tap.store.search.Bucket;
import dev.damson.tap.store.search.Coverage;
import java.util.List;
import java.util.function.ToLongFunction;

/** How many sessions were found, and what that figure rests on. */
final class ResultLine {
    private ResultLine() {}

    static Div of(long sessions, Answer<List<Bucket>> histogram, long millis) {
        var line = new Div();
        line.addClassName("result-words");
        var count = Words.strong(Figures.of(sessions, "session"));
        count.getElement()
                .setAttribute("data-test", "session-count")
                .setAttribute("data-count", Long.toString(sessions));
        line.add(
                count,
                Words.secondary("among %s stored, found in %d ms"
                        .formatted(Figures.of(histogram.coverage().packets(), "packet"), millis)),
                legend("allowed", "Allowed", sum(histogram, Bucket::allowed)),
                legend("denied", "Denied", sum(histogram, Bucket::denied)));
        losses(line, sum(histogram, Bucket::lost), histogram.coverage());
        return line;
    }

    static void losses(Div line, long lost, Coverage coverage) {
        if (lost > 0) {
            line.add(new Chip(Glyph.WOULD_DENY, Figures.of(lost, "packet") + " lost at the edge", "would-deny"));
        }
        if (coverage.missing() > 0) {
            line.add(new Chip(
                    Glyph.WOULD_DENY, Figures.of(coverage.missing(), "record") + " never stored", "would-deny"));
        }
        if (coverage.unreadable() > 0) {
            line.add(new Chip(
                    Glyph.WOULD_DENY, Figures.of(coverage.unreadable(), "record") + " unreadable", "would-deny"));
        }
        if (!coverage.damaged().isEmpty()) {
            var chip = new Chip(
                    Glyph.DENIED, Figures.of(coverage.damaged().size(), "file") + " damaged, left out", "denied");
            chip.setTitle(String.join(", ", coverage.damaged()));
            line.add(chip);
        }
    }

    private static Span legend(String tone, String word, long count) {
        var square = Words.classed("", "square", tone);
        var legend = new Span(square, Words.plain(word + " " + Figures.count(count)));
        legend.addClassName("with-icon");
        return legend;
    }

    private static long sum(Answer<List<Bucket>> histogram, ToLongFunction<Bucket> part) {
        return histogram.value().stream().mapToLong(part).sum();
    }
}
