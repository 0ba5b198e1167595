package dev.damson.policy.source;

import java.util.List;

/**
 * One document of a file as it was written, with the comments that lead to it.
 *
 * @param line of its first character, from 1
 * @param text without the line that begins with {@code ---}, unless something stands on it
 */
public record SourceDocument(int line, String text) {
    private static final String MARKER = "---";

    /** The documents of a file, in order; also those that hold only comments. */
    public static List<SourceDocument> cut(String text) {
        return DocumentSlice.cut(text).stream()
                .map(slice -> of(slice, text.substring(slice.start(), slice.end())))
                .toList();
    }

    private static SourceDocument of(DocumentSlice slice, String text) {
        var end = text.indexOf('\n');
        var first = end < 0 ? text : text.substring(0, end);
        var bare = first.strip().equals(MARKER);
        return new SourceDocument(slice.line(), bare && end >= 0 ? text.substring(end + 1) : bare ? "" : text);
    }
}
