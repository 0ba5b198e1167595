package dev.damson.policy.source;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a file writes them: {@code 30d}, {@code 8h}, {@code 1h30m}, {@code 500ms}. */
public final class Durations {
    public static final String FORM = "a duration such as 30m, 8h or 7d";

    private static final Pattern TEXT = Pattern.compile(
            "(?:(\\d{1,5})w)?(?:(\\d{1,6})d)?(?:(\\d{1,7})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?(?:(\\d{1,10})ms)?");

    private Durations() {}

    /** Empty if {@code text} is no positive duration. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var duration = Duration.ofDays(7 * part(matcher, 1) + part(matcher, 2))
                .plusHours(part(matcher, 3))
                .plusMinutes(part(matcher, 4))
                .plusSeconds(part(matcher, 5))
                .plusMillis(part(matcher, 6));
        return duration.isPositive() ? Optional.of(duration) : Optional.empty();
    }

    /** Canonical: largest units first, days at most; parts below a millisecond are cut. */
    public static String print(Duration duration) {
        return part(duration.toDaysPart(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String part(long value, String unit) {
        return value == 0 ? "" : value + unit;
    }
}
