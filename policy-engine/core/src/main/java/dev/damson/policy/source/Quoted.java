package dev.damson.policy.source;

/** Values as messages show them. */
public final class Quoted {
    /** Longer values are cut: a message is one line. */
    private static final int LONGEST = 80;

    private Quoted() {}

    /** In double quotes, control characters made visible, cut where it is too long for a line. */
    public static String of(String value) {
        return '"' + cut(value) + '"';
    }

    static String cut(String value) {
        var shown = new StringBuilder();
        for (int i = 0; i < value.length() && shown.length() < LONGEST; i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                shown.append(c == '\n' ? "\\n" : String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return value.length() > LONGEST ? shown + "…" : shown.toString();
    }
}
