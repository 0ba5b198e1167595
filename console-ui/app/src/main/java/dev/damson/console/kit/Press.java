package dev.damson.console.kit;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;

/** The buttons of the design; a page has at most one primary. */
public final class Press extends NativeButton {
    private Press(Runnable action, String... classNames) {
        super("", event -> action.run());
        addClassNames(classNames);
        getElement().setAttribute("type", "button");
    }

    public static Press normal(Glyph glyph, String words, Runnable action) {
        return labelled(new Press(action, "button"), glyph, words);
    }

    public static Press primary(Glyph glyph, String words, Runnable action) {
        return labelled(new Press(action, "button", "primary"), glyph, words);
    }

    public static Press plain(String words, Runnable action) {
        var press = new Press(action, "button", "plain");
        press.add(new Span(words));
        return press;
    }

    /** Only a drawing to see: the words are its name. */
    public static Press icon(Glyph glyph, String name, Runnable action) {
        var press = new Press(action, "icon-button");
        press.add(new Icon(glyph));
        press.getElement().setAttribute("aria-label", name);
        press.getElement().setAttribute("title", name);
        return press;
    }

    public Press small() {
        addClassName("small");
        return this;
    }

    private static Press labelled(Press press, Glyph glyph, String words) {
        press.add(new Icon(glyph, 15), new Span(words));
        return press;
    }
}
