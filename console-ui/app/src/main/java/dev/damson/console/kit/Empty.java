package dev.damson.console.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** The face of a view without rows: it says why there is nothing and what to do next. */
public final class Empty extends Div {
    private static final int GLYPH_PX = 28;

    private Empty(Glyph glyph, String title, String explanation, Component... actions) {
        addClassName("empty");
        add(new Icon(glyph, GLYPH_PX), new H2(title), new Paragraph(explanation));
        if (actions.length > 0) {
            var row = new Div(actions);
            row.addClassName("actions");
            add(row);
        }
    }

    /** Nothing exists yet; the actions are the next step. */
    public static Empty nothingYet(Glyph glyph, String title, String nextStep, Component... actions) {
        return new Empty(glyph, title, nextStep, actions);
    }

    /** Something exists, the filter hides it. */
    public static Empty nothingMatches(String filter, Runnable drop) {
        return new Empty(
                Glyph.SEARCH,
                "Nothing matches",
                "No entry fits the filter \"" + filter + "\".",
                Press.normal(Glyph.CLOSE, "Drop the filter", drop));
    }

    /** It existed, and its time has passed. */
    public static Empty noLongerKept(String what, String until) {
        return new Empty(Glyph.TIME, "No longer kept", what + " is kept until " + until + ".");
    }
}
