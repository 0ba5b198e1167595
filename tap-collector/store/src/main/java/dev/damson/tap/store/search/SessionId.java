package dev.damson.tap.store.search;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names one session within a domain.
 *
 * @param flow the edge's flow id
 * @param point 1: leaving the originator's port, 2: entering the responder's
 */
public record SessionId(String tap, long flow, int point) {
    private static final Pattern TEXT = Pattern.compile("([^/]*)/([0-9a-f]{16})/([0-9]{1,3})");

    public static SessionId of(SessionRow row) {
        return new SessionId(row.tap(), row.flow(), row.point());
    }

    /** Reads what {@link #toString()} wrote. */
    public static Optional<SessionId> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new SessionId(
                        matcher.group(1),
                        HexFormat.fromHexDigitsToLong(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** {@code web-app/00c0ffee00c0ffee/1}. */
    @Override
    public String toString() {
        return tap + "/" + HexFormat.of().toHexDigits(flow) + "/" + point;
    }
}
