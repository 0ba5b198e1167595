package dev.damson.console.kit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A row of exclusive choices, of which one is pressed. */
public final class Segments<T> extends Div {
    private final Map<T, NativeButton> buttons = new LinkedHashMap<>();
    private final Consumer<T> onChoice;

    public Segments(String name, Consumer<T> onChoice) {
        this.onChoice = onChoice;
        addClassName("segments");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", name);
    }

    public Segments<T> option(T value, Glyph glyph, String words) {
        var button = new NativeButton("", event -> {
            press(value);
            onChoice.accept(value);
        });
        button.getElement().setAttribute("type", "button");
        button.add(new Icon(glyph, 15), new Span(words));
        buttons.put(value, button);
        add(button);
        return this;
    }

    public Segments<T> press(T value) {
        buttons.forEach((each, button) ->
                button.getElement().setAttribute("aria-pressed", Boolean.toString(each.equals(value))));
        return this;
    }
}
