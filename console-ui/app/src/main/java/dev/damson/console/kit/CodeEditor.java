package dev.damson.console.kit;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.util.List;
import java.util.function.Consumer;

/** A YAML editor with problems at their places. */
@Tag("damson-code-editor")
@JsModule("./damson-code-editor.ts")
@NpmPackage(value = "codemirror", version = "6.0.2")
@NpmPackage(value = "@codemirror/lang-yaml", version = "6.1.3")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/lint", version = "6.9.8")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
@NpmPackage(value = "@lezer/highlight", version = "1.2.5")
public final class CodeEditor extends Component implements HasStyle {
    /** What stands underlined; line and column count from 1. */
    public record Finding(int line, int column, boolean error, String message) {}

    /** A text that was shown before is shown again only because its number is new. */
    private record Content(String text, int number) {}

    private String last = "";
    private int shown;

    public CodeEditor() {
        addClassName("code");
    }

    /** A browser that builds the editor anew is told the text that was typed last, not the one that was shown first. */
    @Override
    protected void onAttach(AttachEvent event) {
        getElement().setPropertyBean("content", new Content(last, ++shown));
    }

    /** Hears the text when typing pauses. */
    public void onChange(Consumer<String> listener) {
        listen("code-changed", listener);
    }

    /** Hears the text at Ctrl-S. */
    public void onSave(Consumer<String> listener) {
        listen("code-saved", listener);
    }

    /** Replaces the text, unless it is what the browser sent last: then a person may be typing on. */
    public void show(String text) {
        if (!text.equals(last)) {
            last = text;
            getElement().setPropertyBean("content", new Content(text, ++shown));
        }
    }

    public void setFindings(List<Finding> findings) {
        getElement().setPropertyList("findings", findings);
    }

    public void setReadOnly(boolean readOnly) {
        getElement().setProperty("readOnly", readOnly);
    }

    /** Goes to a line. */
    public void reveal(int line) {
        getElement().setProperty("line", line);
    }

    private void listen(String event, Consumer<String> listener) {
        getElement()
                .addEventListener(event, fired -> {
                    last = fired.getEventData().get("event.detail.text").asString();
                    listener.accept(last);
                })
                .addEventData("event.detail.text");
    }
}
