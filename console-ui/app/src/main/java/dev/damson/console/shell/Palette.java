package dev.damson.console.shell;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.damson.console.kit.Icon;
import dev.damson.console.kit.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Finds any object or action by a part of its name. Enter takes the first. */
final class Palette extends Dialog {
    private static final int SHOWN = 10;

    private final TextField field = new TextField();
    private final Div results = new Div();
    private final transient List<Find> all;
    private final transient Consumer<String> go;

    Palette(List<Find> all, Consumer<String> go) {
        this.all = all;
        this.go = go;
        setWidth("560px");
        addClassName("palette");
        getElement().setAttribute("aria-label", "Find any object or action");
        field.setPlaceholder("Find any object or action");
        field.setWidthFull();
        field.setAutofocus(true);
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.addValueChangeListener(event -> show(event.getValue()));
        Shortcuts.addShortcutListener(
                        this,
                        () -> matching(field.getValue()).stream().findFirst().ifPresent(this::take),
                        Key.ENTER)
                .listenOn(field);
        results.addClassName("finds");
        add(field, results);
        show("");
    }

    private void show(String typed) {
        results.removeAll();
        var found = matching(typed);
        found.forEach(find -> {
            var line = new NativeButton("", event -> take(find));
            line.addClassName("find-line");
            line.add(new Icon(find.glyph()), Words.strong(find.name()), Words.hint(find.kind()));
            results.add(line);
        });
        if (found.isEmpty()) {
            results.add(Words.hint("Nothing here is called \"" + typed + "\"."));
        }
    }

    private List<Find> matching(String typed) {
        var part = typed.strip().toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(find -> find.name().toLowerCase(Locale.ROOT).contains(part)
                        || find.kind().toLowerCase(Locale.ROOT).contains(part))
                .limit(SHOWN)
                .toList();
    }

    private void take(Find find) {
        close();
        go.accept(find.address());
    }
}
