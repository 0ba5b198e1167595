package dev.damson.policy.source;

/** Turns the parser's code point indexes into character offsets; they differ only where a text has surrogates. */
final class CodePoints {
    private final int start;
    private final int[] byIndex;

    CodePoints(String text, int start, int end) {
        this.start = start;
        boolean surrogates = false;
        for (int i = start; i < end && !surrogates; i++) {
            surrogates = Character.isSurrogate(text.charAt(i));
        }
        if (!surrogates) {
            byIndex = new int[0];
            return;
        }
        byIndex = new int[text.codePointCount(start, end) + 1];
        int at = start;
        for (int i = 0; i < byIndex.length; i++) {
            byIndex[i] = at;
            at += at < end ? Character.charCount(text.codePointAt(at)) : 0;
        }
    }

    int offset(int index) {
        return byIndex.length == 0 ? start + index : byIndex[Math.min(index, byIndex.length - 1)];
    }
}
