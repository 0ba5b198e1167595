package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.List;

/**
 * One document's part of a file. A line that begins with {@code ---} ends a document whatever it holds, so a file is
 * cut before it is parsed, and a syntax error in one document hides nothing in the next.
 *
 * @param start offset of its first character
 * @param end offset after its last one
 * @param line of its first character, from 1
 */
record DocumentSlice(int start, int end, int line) {
    static List<DocumentSlice> cut(String text) {
        var slices = new ArrayList<DocumentSlice>();
        int start = 0;
        int startLine = 1;
        int line = 1;
        boolean onlyDirectives = true;
        int at = 0;
        while (at < text.length()) {
            if (isMarker(text, at, "---") && !onlyDirectives) {
                slices.add(new DocumentSlice(start, at, startLine));
                start = at;
                startLine = line;
                onlyDirectives = true;
            }
            int next = lineEnd(text, at);
            boolean blank = isMarker(text, at, "...") || isDirectiveOrComment(text, at, next);
            onlyDirectives = onlyDirectives && blank;
            if (isMarker(text, at, "---")) {
                onlyDirectives = false;
            }
            at = next;
            line++;
        }
        slices.add(new DocumentSlice(start, text.length(), startLine));
        return slices;
    }

    private static boolean isMarker(String text, int at, String marker) {
        int end = at + marker.length();
        return text.startsWith(marker, at) && (end == text.length() || Character.isWhitespace(text.charAt(end)));
    }

    private static boolean isDirectiveOrComment(String text, int from, int to) {
        String content = text.substring(from, Math.min(to, from + 200)).strip();
        return content.isEmpty() || content.startsWith("#") || content.startsWith("%");
    }

    /** The start of the next line. */
    private static int lineEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return text.length();
    }
}
