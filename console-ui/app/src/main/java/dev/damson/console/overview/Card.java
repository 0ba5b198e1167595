package dev.damson.console.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;

/** One subject of the overview: a figure, what it is, and rows with the details. */
final class Card extends Section {
    private final Div rows = new Div();

    Card(Glyph glyph, String tone, String title, String more, String address) {
        addClassNames("panel", "card");
        var link = new Anchor(address, more);
        link.getElement().setAttribute("router-link", true);
        var head = new Div(new Icon(glyph).coloured(tone), new H2(title), Words.spring(), link);
        head.addClassName("card-head");
        rows.addClassName("rows");
        add(head);
    }

    Card figure(String figure, String words) {
        var line = new Div(Words.classed(figure, "big-figure"), Words.secondary(words));
        line.addClassName("figure-line");
        add(line);
        return this;
    }

    /** @param end at the end of the row, to the right */
    Card row(Component end, Component... start) {
        var right = new Div(end);
        right.addClassName("end");
        var row = new Div(start);
        row.add(right);
        row.addClassName("row");
        rows.add(row);
        add(rows);
        return this;
    }

    Card nothing(String words) {
        add(Words.secondary(words));
        return this;
    }

    Card wide() {
        addClassName("wide");
        return this;
    }

    /** Framed in the colour of what is not as it should be. */
    Card alarming(boolean alarming, String tone) {
        setClassName("alarming", alarming);
        setClassName(tone, alarming);
        return this;
    }
}
