package dev.damson.console.kit;

import com.vaadin.flow.component.html.Span;

/** A small tinted label: a word, with an icon where it carries a meaning. */
public final class Chip extends Span {
    public Chip(String words) {
        addClassName("chip");
        setText(words);
    }

    public Chip(Glyph glyph, String words, String tone) {
        addClassNames("chip", tone);
        add(new Icon(glyph, 13), new Span(words));
    }

    public static Chip of(Verdict verdict) {
        return new Chip(verdict.glyph(), verdict.word(), verdict.className());
    }

    public static Chip toned(String words, String tone) {
        var chip = new Chip(words);
        chip.addClassName(tone);
        return chip;
    }
}
