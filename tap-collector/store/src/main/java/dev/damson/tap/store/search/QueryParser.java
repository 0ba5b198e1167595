package dev.damson.tap.store.search;

import dev.damson.tap.store.search.Query.And;
import dev.damson.tap.store.search.Query.Not;
import dev.damson.tap.store.search.Query.Or;
import dev.damson.tap.store.search.Query.Test;
import dev.damson.tap.store.search.Query.Word;
import dev.damson.tap.store.search.QueryTokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads queries: {@code src.ip = 10.1.0.0/16 and not (dst.port = 80-90 or http.host = *.example)}. Between two tests
 * {@code and} may be left out; a word alone is looked for in every name.
 */
public final class QueryParser {
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private final int length;
    private int at;

    private QueryParser(String text) throws QueryException {
        this.tokens = QueryTokens.of(text);
        this.length = text.length();
    }

    /** @throws QueryException with the place and what would be right; an empty text is every session */
    public static Query parse(String text) throws QueryException {
        if (text.length() > LONGEST) {
            throw new QueryException(LONGEST, "a query has at most " + LONGEST + " characters");
        }
        var parser = new QueryParser(text);
        if (parser.tokens.isEmpty()) {
            return Query.ALL;
        }
        var query = parser.or(0);
        if (parser.at < parser.tokens.size()) {
            throw new QueryException(parser.position(), "\"" + parser.word() + "\" does not belong here");
        }
        return query;
    }

    /** What the word before the caret could become: fields by their beginning, best first. */
    public static List<Field> completions(String text, int caret) {
        int start = Math.clamp(caret, 0, text.length());
        int end = start;
        while (start > 0 && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        var begun = text.substring(start, end).toLowerCase(Locale.ROOT);
        return Arrays.stream(Field.values())
                .filter(field -> field.word().startsWith(begun))
                .toList();
    }

    private Query or(int depth) throws QueryException {
        if (depth > DEEPEST) {
            throw new QueryException(position(), "more than " + DEEPEST + " levels of brackets");
        }
        var parts = new ArrayList<Query>();
        parts.add(and(depth));
        while (accept("or")) {
            parts.add(and(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new Or(parts);
    }

    private Query and(int depth) throws QueryException {
        var parts = new ArrayList<Query>();
        parts.add(single(depth));
        while (accept("and") || at < tokens.size() && !peek(")") && !peek("or")) {
            parts.add(single(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new And(parts);
    }

    private Query single(int depth) throws QueryException {
        if (accept("not")) {
            if (depth > DEEPEST) {
                throw new QueryException(position(), "more than " + DEEPEST + " levels");
            }
            return new Not(single(depth + 1));
        }
        if (accept("(")) {
            var inner = or(depth + 1);
            if (!accept(")")) {
                throw new QueryException(position(), "a \")\" is missing");
            }
            return inner;
        }
        var token = take("a field such as src.ip");
        if (at < tokens.size() && !tokens.get(at).quoted()) {
            var comparison = Comparison.of(tokens.get(at).text());
            if (comparison.isPresent() && !token.quoted()) {
                at++;
                return test(token, comparison.get());
            }
        }
        if (!token.quoted() && (peekSign(token) || token.is("and") || token.is("or") || token.is(")"))) {
            throw new QueryException(token.position(), "before \"" + token.text() + "\" something is missing");
        }
        return new Word(token.text());
    }

    private static boolean peekSign(Token token) {
        return Comparison.of(token.text()).isPresent() || token.text().equals("!");
    }

    private Query test(Token name, Comparison comparison) throws QueryException {
        var field = Field.of(name.text())
                .orElseThrow(() -> new QueryException(
                        name.position(),
                        "there is no field \"" + name.text() + "\", only "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Field.values())
                                                .map(Field::word)
                                                .toList())));
        var value = take("a value for " + field.word());
        return new Test(field, comparison, ValueReader.read(field, comparison, value));
    }

    private Token take(String expected) throws QueryException {
        if (at == tokens.size()) {
            throw new QueryException(length, "here the query ends, but " + expected + " is missing");
        }
        return tokens.get(at++);
    }

    private boolean peek(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    private boolean accept(String word) {
        if (!peek(word)) {
            return false;
        }
        at++;
        return true;
    }

    private int position() {
        return at < tokens.size() ? tokens.get(at).position() : length;
    }

    private String word() {
        return tokens.get(at).text();
    }
}
