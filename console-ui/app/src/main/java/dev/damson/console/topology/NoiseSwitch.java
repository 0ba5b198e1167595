package dev.damson.console.topology;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.place.Place;
import java.util.function.Consumer;

/** Whether a kind of lines is drawn that most of the time only hides the others. */
final class NoiseSwitch extends NativeButton {
    static final String NOISE = "noise";
    static final String PAST = "past";
    private static final String SHOWN = "shown";

    private final String key;
    private final String what;
    private final Span words = new Span();
    private boolean shown;

    private NoiseSwitch(String key, Glyph glyph, String what, Consumer<String> onChange) {
        this.key = key;
        this.what = what;
        addClassNames("button", "plain", "quiet");
        add(new Icon(glyph, 15), words);
        addClickListener(event -> onChange.accept(shown ? "" : SHOWN));
    }

    /** The lines that every healthy network has. */
    static NoiseSwitch noise(Consumer<String> onChange) {
        return new NoiseSwitch(NOISE, Glyph.OBSERVE, "DNS and pings", onChange);
    }

    /** What was decided under a revision that is no longer in force. */
    static NoiseSwitch past(Consumer<String> onChange) {
        return new NoiseSwitch(PAST, Glyph.REVISION, "Older revisions", onChange);
    }

    static boolean isShown(Place place, String key) {
        return place.extra(key, "").equals(SHOWN);
    }

    /** @param count how many flows it is about */
    void show(Place place, int count) {
        shown = isShown(place, key);
        setVisible(shown || count > 0);
        words.setText(what + (shown ? " shown" : " hidden"));
        setTitle(count == 1 ? "1 kind of flow in this window" : count + " kinds of flows in this window");
        getElement().setAttribute("aria-pressed", Boolean.toString(shown));
    }
}
