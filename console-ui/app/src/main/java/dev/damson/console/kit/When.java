package dev.damson.console.kit;

import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment: relative to read, absolute on hover. */
public final class When extends Span {
    private static final DateTimeFormatter ABSOLUTE =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);

    public When(Instant moment, Instant now, ZoneId zone) {
        super(ago(Duration.between(moment, now)));
        setTitle(ABSOLUTE.format(moment.atZone(zone)));
    }

    /** {@code now}, {@code 4 s ago}, {@code 12 min ago}, {@code 3 h ago}, {@code 6 d ago}. */
    public static String ago(Duration age) {
        var length = length(age);
        return length.equals("now") ? length : length + " ago";
    }

    public static String length(Duration length) {
        if (length.toSeconds() < 2) {
            return "now";
        }
        if (length.toMinutes() < 1) {
            return length.toSeconds() + " s";
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
    }

    public static String clock(Instant moment, ZoneId zone) {
        return CLOCK.format(moment.atZone(zone));
    }
}
