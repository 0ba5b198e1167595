package dev.damson.policy.source;

/** Where the lines of a text begin and end. */
record Lines(String text) {
    int startOf(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** The start of the line after the one in which the character before {@code offset} stands. */
    int after(int offset) {
        int newline = text.indexOf('\n', Math.max(0, offset - 1));
        return newline < 0 ? text.length() : newline + 1;
    }

    int columnOf(int offset) {
        return offset - startOf(offset);
    }

    /** Whether only blanks stand before {@code offset} in its line. */
    boolean isFirst(int offset) {
        return text.substring(startOf(offset), offset).isBlank();
    }

    /** The start of the comment lines directly above the line at {@code lineStart}, but not above {@code least}. */
    int withCommentsAbove(int lineStart, int least) {
        int start = lineStart;
        while (start > least) {
            int above = startOf(start - 1);
            if (above < least || !text.substring(above, start).strip().startsWith("#")) {
                break;
            }
            start = above;
        }
        return start;
    }

    /** {@code written} with a line end before it if the text lacks one at {@code offset}. */
    String onNewLine(int offset, String written) {
        return offset > 0 && text.charAt(offset - 1) != '\n' ? "\n" + written : written;
    }
}
