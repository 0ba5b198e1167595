package dev.damson.console.inspect;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.filter.Term;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import dev.damson.console.place.Place;
import dev.damson.tap.store.search.QueryException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The query of stored sessions: its parts as chips, each negated by a click, and a line that completes what is typed. */
final class QueryBar extends Div {
    private final transient Supplier<Place> place;
    private final transient Consumer<Place> go;
    private final QueryInput input = new QueryInput("Ask, such as dst.group = db and bytes > 10k", this::typed);
    private final Div line = new Div();
    private final Span problem = Words.classed("", "query-problem", "denied");

    QueryBar(Supplier<Place> place, Consumer<Place> go) {
        this.place = place;
        this.go = go;
        addClassName("query");
        line.addClassName("filter");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        add(line, problem);
    }

    /** @param values what is known of a field's values, by its word */
    void show(SessionQuery query, Map<String, List<String>> values) {
        input.offer(values);
        problem.setVisible(false);
        line.removeAll();
        line.add(new Icon(Glyph.SEARCH));
        for (var term : query.filter().terms()) {
            line.add(query.idle().contains(term) ? idle(term) : chip(term));
        }
        for (var part : query.parts()) {
            line.add(chip(
                    part,
                    List.of(Words.mono(part)),
                    part.startsWith("not "),
                    SessionQuery.negate(place.get(), part),
                    SessionQuery.without(place.get(), part)));
        }
        var key = new Span("/");
        key.addClassName("keycap");
        line.add(input, key);
    }

    private Span chip(Term term) {
        var current = place.get();
        var words = term.key().equals(Term.ANY)
                ? List.of(Words.mono(term.value()))
                : List.of(
                        new Span(term.key()),
                        Words.classed(term.negated() ? "!=" : "=", "operator"),
                        Words.mono(term.value()));
        return chip(
                term.toString(),
                words,
                term.negated(),
                current.filtered(current.filter().negate(term)),
                current.filtered(current.filter().without(term)));
    }

    private Span idle(Term term) {
        var current = place.get();
        var chip = chip(
                term.toString(),
                List.of(Words.mono(term.toString())),
                false,
                current,
                current.filtered(current.filter().without(term)));
        chip.addClassName("idle");
        chip.setTitle("Sessions know nothing of this: it is left out here");
        return chip;
    }

    private Span chip(String name, List<Span> words, boolean negated, Place turned, Place dropped) {
        var chip = new Span();
        chip.addClassName("term");
        chip.setClassName("not", negated);
        words.forEach(chip::add);
        chip.setTitle("Click to turn into its opposite");
        chip.addClickListener(event -> go.accept(turned));
        var drop = new NativeButton("", event -> go.accept(dropped));
        drop.getElement().setAttribute("aria-label", "Drop " + name);
        drop.getElement().executeJs("this.addEventListener('click', event => event.stopPropagation())");
        drop.add(new Icon(Glyph.CLOSE, 12));
        chip.add(drop);
        return chip;
    }

    private void typed(String text) {
        if (text.isBlank()) {
            return;
        }
        try {
            var asked = SessionQuery.with(place.get(), text);
            problem.setVisible(false);
            input.clear();
            go.accept(asked);
        } catch (QueryException wrong) {
            problem.setText("At character %d: %s".formatted(wrong.position() + 1, wrong.getMessage()));
            problem.setVisible(true);
        }
    }
}
