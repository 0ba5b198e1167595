package dev.damson.console.inspect;

import dev.damson.console.kit.Glyph;
import dev.damson.console.place.Place;
import java.util.Arrays;

/** The ways to look at tapped traffic. */
enum Mode {
    LIVE("", "Live", Glyph.ACTIVITY),
    SESSIONS("sessions", "Sessions", Glyph.TABLE),
    SUMMARY("summary", "Summary", Glyph.OVERVIEW),
    FINDINGS("findings", "Findings", Glyph.PROOF),
    REPLAY("replay", "Replay", Glyph.TEST);

    static final String KEY = "mode";

    private final String word;
    private final String title;
    private final Glyph glyph;

    Mode(String word, String title, Glyph glyph) {
        this.word = word;
        this.title = title;
        this.glyph = glyph;
    }

    /** As the address has it; empty for the one that is shown first. */
    String word() {
        return word;
    }

    String title() {
        return title;
    }

    Glyph glyph() {
        return glyph;
    }

    static Mode of(Place place) {
        return Arrays.stream(values())
                .filter(mode -> mode.word.equals(place.extra(KEY, "")))
                .findFirst()
                .orElse(LIVE);
    }

    Place at(Place place) {
        return place.with(KEY, word);
    }
}
