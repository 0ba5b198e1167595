package dev.damson.console.kit;

/** What became of a packet or flow: always a word and an icon, never colour alone. */
public enum Verdict {
    ALLOWED("Allowed", "allowed", Glyph.ALLOWED),
    DENIED("Denied", "denied", Glyph.DENIED),
    WOULD_DENY("Would deny", "would-deny", Glyph.WOULD_DENY),
    UNKNOWN("Unknown", "unknown", Glyph.UNKNOWN);

    private final String word;
    private final String className;
    private final Glyph glyph;

    Verdict(String word, String className, Glyph glyph) {
        this.word = word;
        this.className = className;
        this.glyph = glyph;
    }

    public String word() {
        return word;
    }

    public String className() {
        return className;
    }

    public Glyph glyph() {
        return glyph;
    }
}
