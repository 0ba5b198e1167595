package dev.damson.console.kit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.damson.console.filter.Filter;
import dev.damson.console.filter.Term;
import java.util.function.Consumer;

/** The filter of a view: terms as chips, each negated by a click and dropped by its cross; {@code /} goes here. */
public final class FilterBar extends Div {
    private final Consumer<Filter> onChange;
    private final Input input = new Input();
    private Filter filter = Filter.NONE;

    public FilterBar(String hint, Consumer<Filter> onChange) {
        this.onChange = onChange;
        addClassName("filter");
        input.setPlaceholder(hint);
        input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        input.getElement().setAttribute("aria-label", "Filter");
        input.getElement().setAttribute("data-key", "/");
        input.addValueChangeListener(event -> typed(event.getValue()));
        draw();
    }

    public void show(Filter shown) {
        filter = shown;
        draw();
    }

    private void typed(String text) {
        var added = Filter.parse(text);
        input.clear();
        if (!added.isEmpty()) {
            onChange.accept(filter.with(added));
        }
    }

    private void draw() {
        removeAll();
        add(new Icon(Glyph.SEARCH));
        filter.terms().forEach(term -> add(chip(term)));
        var key = new Span("/");
        key.addClassName("keycap");
        add(input, key);
    }

    private Span chip(Term term) {
        var chip = new Span();
        chip.addClassName("term");
        chip.setClassName("not", term.negated());
        if (!term.key().equals(Term.ANY)) {
            chip.add(new Span(term.key()), Words.classed(term.negated() ? "!=" : "=", "operator"));
        }
        chip.add(Words.mono(term.value()));
        chip.setTitle("Click to turn into its opposite");
        chip.addClickListener(event -> onChange.accept(filter.negate(term)));
        var drop = new NativeButton("", event -> onChange.accept(filter.without(term)));
        drop.getElement().setAttribute("aria-label", "Drop " + term);
        drop.getElement().executeJs("this.addEventListener('click', event => event.stopPropagation())");
        drop.add(new Icon(Glyph.CLOSE, 12));
        chip.add(drop);
        return chip;
    }
}
