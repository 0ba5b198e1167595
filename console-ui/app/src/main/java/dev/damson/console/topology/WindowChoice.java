package dev.damson.console.topology;

import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import dev.damson.console.place.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How far back observed traffic is summed. */
final class WindowChoice extends NativeButton {
    static final String KEY = "window";
    private static final String DEFAULT = "5m";
    private static final Map<String, Duration> LENGTHS = lengths();

    private final Span words = new Span();

    WindowChoice(Consumer<String> onChoice) {
        addClassName("button");
        addClassName("window");
        add(new Icon(Glyph.TIME, 15), words, new Icon(Glyph.DOWN, 14));
        var menu = new ContextMenu(this);
        menu.setOpenOnClick(true);
        LENGTHS.forEach((key, length) ->
                menu.addItem("Last " + words(length), event -> onChoice.accept(key.equals(DEFAULT) ? "" : key)));
    }

    void show(Place place) {
        words.setText("Last " + words(length(place)));
    }

    Duration length(Place place) {
        return LENGTHS.getOrDefault(place.extra(KEY, DEFAULT), Duration.ofMinutes(5));
    }

    String words(Place place) {
        return "in the last " + words(length(place));
    }

    private static String words(Duration length) {
        return length.toHours() > 0
                ? length.toHours() == 1 ? "hour" : length.toHours() + " hours"
                : length.toMinutes() + " minutes";
    }

    private static Map<String, Duration> lengths() {
        var lengths = new LinkedHashMap<String, Duration>();
        lengths.put(DEFAULT, Duration.ofMinutes(5));
        lengths.put("15m", Duration.ofMinutes(15));
        lengths.put("1h", Duration.ofHours(1));
        lengths.put("24h", Duration.ofHours(24));
        return lengths;
    }
}
