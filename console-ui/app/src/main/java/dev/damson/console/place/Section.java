package dev.damson.console.place;

import dev.damson.console.kit.Glyph;
import dev.damson.console.security.Right;

/** The views of a domain, in the order of the navigation. */
public enum Section {
    OVERVIEW("overview", "Overview", Glyph.OVERVIEW, 'o', Right.VIEW),
    TOPOLOGY("topology", "Topology", Glyph.TOPOLOGY, 't', Right.VIEW),
    POLICIES("policies", "Policies", Glyph.POLICIES, 'p', Right.VIEW),
    TAPS("taps", "Taps", Glyph.TAPS, 'a', Right.INSPECT),
    SERVICES("services", "Services", Glyph.SERVICES, 's', Right.VIEW),
    INSPECT("inspect", "Inspect", Glyph.INSPECT, 'i', Right.INSPECT),
    TRACE("trace", "Trace", Glyph.TRACE, 'r', Right.VIEW),
    EDGES("edges", "Edges", Glyph.EDGES, 'e', Right.VIEW),
    ACTIVITY("activity", "Activity", Glyph.ACTIVITY, 'v', Right.VIEW),
    SETTINGS("settings", "Settings", Glyph.SETTINGS, 'n', Right.VIEW);

    private final String path;
    private final String title;
    private final Glyph glyph;
    private final char key;
    private final Right right;

    Section(String path, String title, Glyph glyph, char key, Right right) {
        this.path = path;
        this.title = title;
        this.glyph = glyph;
        this.key = key;
        this.right = right;
    }

    public String path() {
        return path;
    }

    public String title() {
        return title;
    }

    public Glyph glyph() {
        return glyph;
    }

    /** The letter that goes there after {@code g}. */
    public char key() {
        return key;
    }

    /** What a person must be allowed to do to see it. */
    public Right right() {
        return right;
    }
}
