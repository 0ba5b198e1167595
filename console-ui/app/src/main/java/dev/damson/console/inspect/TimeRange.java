package dev.damson.console.inspect;

import dev.damson.console.place.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A stretch of time as the address holds it: {@code from} is a length before now, such as {@code 1h}, or a moment, and
 * then {@code to} is its end.
 */
record TimeRange(Instant from, Instant to, boolean untilNow) {
    static final String FROM = "from";
    static final String TO = "to";
    static final String DEFAULT = "1h";

    private static final Map<String, Duration> LENGTHS = lengths();
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

    static TimeRange of(Place place, Instant now) {
        var from = place.extra(FROM, DEFAULT);
        var length = LENGTHS.get(from);
        if (length == null) {
            try {
                var begin = Instant.parse(from);
                var end = place.extra(TO, "").isEmpty() ? now : Instant.parse(place.extra(TO, ""));
                if (begin.isBefore(end)) {
                    return new TimeRange(begin, end, place.extra(TO, "").isEmpty());
                }
            } catch (DateTimeParseException typedWrong) {
                // the usual range then
            }
            length = Duration.ofHours(1);
        }
        return new TimeRange(now.minus(length), now, true);
    }

    static Place last(Place place, String length) {
        return place.with(FROM, length.equals(DEFAULT) ? "" : length).with(TO, "");
    }

    static Place between(Place place, Instant from, Instant to) {
        return place.with(FROM, from.toString()).with(TO, to.toString());
    }

    static Map<String, Duration> choices() {
        return LENGTHS;
    }

    static String words(Duration length) {
        return length.toHours() >= 48
                ? length.toDays() + " days"
                : length.toHours() > 1
                        ? length.toHours() + " hours"
                        : length.toHours() == 1 ? "hour" : length.toMinutes() + " minutes";
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** {@code last hour}, or both moments. */
    String words(ZoneId zone) {
        return untilNow && LENGTHS.containsValue(length())
                ? "last " + words(length())
                : CLOCK.format(from.atZone(zone)) + " – " + CLOCK.format(to.atZone(zone));
    }

    private static Map<String, Duration> lengths() {
        var lengths = new LinkedHashMap<String, Duration>();
        lengths.put("15m", Duration.ofMinutes(15));
        lengths.put(DEFAULT, Duration.ofHours(1));
        lengths.put("6h", Duration.ofHours(6));
        lengths.put("24h", Duration.ofHours(24));
        lengths.put("7d", Duration.ofDays(7));
        return lengths;
    }
}
