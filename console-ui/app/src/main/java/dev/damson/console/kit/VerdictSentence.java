package dev.damson.console.kit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import java.util.function.Function;

/** The one sentence that says what became of a flow, where, and by which rule. */
public final class VerdictSentence extends Div {
    /** @param linkToRule address of the rule's own view, or empty where there is none */
    public VerdictSentence(Decision decision, Function<String, String> linkToRule) {
        addClassName("sentence");
        var verdict = decision.verdict();
        var words = new Span();
        words.addClassName("words");
        words.add(
                Words.strong("%s %s %s".formatted(verdict.word(), decision.end(), decision.workload())),
                Words.secondary(" (%s, revision %d)".formatted(decision.edge(), decision.revision())),
                Words.plain(" by "));
        var address = linkToRule.apply(decision.rule());
        words.add(address.isEmpty() ? Words.strong(decision.rule()) : new Anchor(address, decision.rule()));
        if (decision.tier() != null) {
            words.add(Words.plain(", tier " + decision.tier()));
        }
        var pending = decision.pending();
        if (pending != null) {
            words.add(
                    Words.plain("; pending: "),
                    Words.classed(pending.word().toLowerCase(Locale.ROOT), "strong", pending.className()));
        }
        add(new Icon(verdict.glyph()).coloured(verdict.className()), words);
    }
}
