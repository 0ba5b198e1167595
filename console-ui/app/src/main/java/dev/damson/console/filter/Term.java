package dev.damson.console.filter;

/** {@code key = value} or {@code key != value}; a word alone is a term with the key {@code any}. */
public record Term(String key, boolean negated, String value) {
    public static final String ANY = "any";

    @Override
    public String toString() {
        return key + (negated ? " != " : " = ") + quoted(value);
    }

    private static String quoted(String value) {
        return value.matches("[\\w./:*-]+")
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
