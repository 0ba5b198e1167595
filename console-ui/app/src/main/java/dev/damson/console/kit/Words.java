package dev.damson.console.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;

/** Short pieces of text in the design's roles. Every one is a text node, whatever it contains. */
public final class Words {
    private Words() {}

    public static Span plain(String text) {
        return new Span(text);
    }

    public static Span strong(String text) {
        return classed(text, "strong");
    }

    public static Span secondary(String text) {
        return classed(text, "secondary");
    }

    public static Span hint(String text) {
        return classed(text, "hint");
    }

    public static Span mono(String text) {
        return classed(text, "mono");
    }

    public static Span classed(String text, String... classNames) {
        var span = new Span(text);
        span.addClassNames(classNames);
        return span;
    }

    public static Span withIcon(Glyph glyph, Component words) {
        var span = new Span(new Icon(glyph, 15), words);
        span.addClassName("with-icon");
        return span;
    }

    public static Span spring() {
        var spring = new Span();
        spring.addClassName("spring");
        return spring;
    }
}
