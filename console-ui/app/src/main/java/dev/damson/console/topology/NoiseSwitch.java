package dev.damson.console.topology;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.place.Place;
import java.util.function.Consumer;

/** Whether the lines that every healthy network has are drawn. */
final class NoiseSwitch extends NativeButton {
    static final String KEY = "noise";
    private static final String SHOWN = "shown";

    private final Span words = new Span();
    private boolean shown;

    NoiseSwitch(Consumer<String> onChange) {
        addClassNames("button", "plain", "quiet");
        add(new Icon(Glyph.OBSERVE, 15), words);
        addClickListener(event -> onChange.accept(shown ? "" : SHOWN));
    }

    static boolean isShown(Place place) {
        return place.extra(KEY, "").equals(SHOWN);
    }

    void show(Place place) {
        shown = isShown(place);
        words.setText(shown ? "DNS and pings shown" : "DNS and pings hidden");
        getElement().setAttribute("aria-pressed", Boolean.toString(shown));
    }
}
