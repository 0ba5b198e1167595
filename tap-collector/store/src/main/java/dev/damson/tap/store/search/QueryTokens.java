package dev.damson.tap.store.search;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into words, signs and brackets. */
final class QueryTokens {
    private static final String SIGNS = "=!<>";

    /** @param quoted whether it stood in double quotes, and so is a value whatever it looks like */
    record Token(String text, int position, boolean quoted) {
        boolean is(String word) {
            return !quoted && text.equalsIgnoreCase(word);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private QueryTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) throws QueryException {
        var cutter = new QueryTokens(text);
        while (cutter.at < text.length()) {
            cutter.next();
        }
        return cutter.tokens;
    }

    private void next() throws QueryException {
        char c = text.charAt(at);
        int start = at;
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '"') {
            quoted();
        } else if (c == '(' || c == ')') {
            at++;
            add(start);
        } else if (SIGNS.indexOf(c) >= 0) {
            at++;
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
            }
            add(start);
        } else {
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
            add(start);
        }
    }

    private static boolean isWord(char c) {
        return !Character.isWhitespace(c) && "()\"".indexOf(c) < 0 && SIGNS.indexOf(c) < 0;
    }

    private void quoted() throws QueryException {
        int start = at++;
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw new QueryException(start, "the quotation that begins here has no end");
        }
        at++;
        tokens.add(new Token(value.toString(), start, true));
    }

    private void add(int start) {
        tokens.add(new Token(text.substring(start, at), start, false));
    }
}
