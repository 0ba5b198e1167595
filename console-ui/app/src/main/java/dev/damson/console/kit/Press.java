package dev.damson.console.kit;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;

/** The buttons of the design; a page has at most one primary. */
public final class Press extends NativeButton {
    private final Span words = new Span();

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
        press.words.setText(words);
        press.add(press.words);
        return press;
    }

    /** A place to go to that looks like the buttons beside it. */
    public static Anchor link(Glyph glyph, String words, String address) {
        var link = new Anchor(address);
        link.addClassName("button");
        link.getElement().setAttribute("router-link", true);
        link.add(new Icon(glyph, 15), new Span(words));
        return link;
    }

    public void setWords(String text) {
        words.setText(text);
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

    /** A name that stays when words and places change, for tests in a browser. */
    public Press named(String name) {
        getElement().setAttribute("data-test", name);
        return this;
    }

    private static Press labelled(Press press, Glyph glyph, String words) {
        press.words.setText(words);
        press.add(new Icon(glyph, 15), press.words);
        return press;
    }
}
