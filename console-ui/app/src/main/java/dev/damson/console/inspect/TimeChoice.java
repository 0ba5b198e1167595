package dev.damson.console.inspect;

import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.damson.console.kit.Glyph;
import dev.damson.console.kit.Icon;
import java.time.ZoneId;
import java.util.function.Consumer;

/** Which stretch of time is looked at. */
final class TimeChoice extends NativeButton {
    private final Span words = new Span();

    TimeChoice(Consumer<String> onChoice) {
        addClassNames("button", "window");
        getElement().setAttribute("data-test", "time-range");
        add(new Icon(Glyph.TIME, 15), words, new Icon(Glyph.DOWN, 14));
        var menu = new ContextMenu(this);
        menu.setOpenOnClick(true);
        TimeRange.choices()
                .forEach((key, length) ->
                        menu.addItem("Last " + TimeRange.words(length), event -> onChoice.accept(key)));
    }

    void show(TimeRange range, ZoneId zone) {
        var text = range.words(zone);
        words.setText(Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }
}
