package dev.damson.console.shell;

import dev.damson.console.kit.Glyph;

/**
 * One line of the palette.
 *
 * @param kind what it is, in a word
 * @param address where it leads
 */
public record Find(Glyph glyph, String name, String kind, String address) {}
