package dev.damson.policy.source;

import java.util.Comparator;

/**
 * Something wrong with a file, or worth a warning.
 *
 * @param line from 1
 * @param column from 1
 * @param path where in the document, such as {@code spec.rules[0].to[0].group}; empty for the document or file itself
 * @param value what stands there, empty if nothing does
 * @param message one sentence with the value in quotes
 * @param expected what would be right; it may be words of the message; empty if there is nothing to say
 */
public record Problem(
        Severity severity,
        String file,
        int line,
        int column,
        String path,
        String value,
        String message,
        String expected)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::message);

    public static Problem at(
            Place place, Severity severity, String path, String value, String message, String expected) {
        return new Problem(severity, place.file(), place.line(), place.column(), path, value, message, expected);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public Place place() {
        return new Place(file, line, column);
    }

    /** By file and place. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** The message, and behind it what would be right where it does not say so itself. */
    public String sentence() {
        return message.contains(expected) ? message : message + ": " + expected;
    }

    /** {@code shop.yaml:12:9: error: port "70000" is not between 1 and 65535}. */
    @Override
    public String toString() {
        return place() + ": " + (isError() ? "error: " : "warning: ") + sentence();
    }
}
