package dev.damson.console.kit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;

/** Says briefly what became of a command. What a person must act on does not belong here. */
public final class Toast {
    private static final int SHOWN_MS = 5_000;

    private Toast() {}

    public static void done(String words) {
        show(Verdict.ALLOWED.glyph(), "allowed", words);
    }

    public static void failed(String words) {
        show(Verdict.DENIED.glyph(), "denied", words);
    }

    private static void show(Glyph glyph, String tone, String words) {
        var line = new Div(new Icon(glyph).coloured(tone), Words.plain(words));
        line.addClassName("with-icon");
        var note = new Notification(line);
        note.setDuration(SHOWN_MS);
        note.setPosition(Position.BOTTOM_END);
        note.open();
    }
}
