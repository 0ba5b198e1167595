package dev.damson.console.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Cuts a query at the {@code and}s that stand outside of brackets and quotes, so that each part can be a chip. */
final class QueryParts {
    private QueryParts() {}

    /** One part if an {@code or} stands beside them, since it binds less. */
    static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < text.length(); ) {
            int end = wordEnd(text, at);
            var word = text.substring(at, end);
            if (depth == 0 && word.equalsIgnoreCase("or")) {
                return List.of(text.strip());
            }
            if (depth == 0 && word.equalsIgnoreCase("and")) {
                add(parts, part);
            } else {
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                part.append(word);
            }
            at = end;
        }
        add(parts, part);
        return parts;
    }

    static String join(List<String> parts) {
        return parts.stream()
                .map(part -> parts.size() > 1 && split("x and " + part).size() == 1 ? "(" + part + ")" : part)
                .collect(Collectors.joining(" and "));
    }

    static String negate(String part) {
        if (part.startsWith("not (") && part.endsWith(")") && wholeBracket(part, "not ".length())) {
            return part.substring("not (".length(), part.length() - 1);
        }
        return "not (" + part + ")";
    }

    private static boolean wholeBracket(String part, int from) {
        int depth = 0;
        for (int at = from; at < part.length(); ) {
            int end = wordEnd(part, at);
            depth += part.charAt(at) == '(' ? 1 : part.charAt(at) == ')' ? -1 : 0;
            if (depth == 0 && end < part.length()) {
                return false;
            }
            at = end;
        }
        return depth == 0;
    }

    private static void add(List<String> parts, StringBuilder part) {
        var text = part.toString().strip();
        if (!text.isEmpty()) {
            parts.add(text);
        }
        part.setLength(0);
    }

    /** A quotation, a bracket, a blank or a word. */
    private static int wordEnd(String text, int from) {
        char c = text.charAt(from);
        int at = from + 1;
        if (c == '"') {
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            return Math.min(text.length(), at + 1);
        }
        if (c == '(' || c == ')' || Character.isWhitespace(c)) {
            return at;
        }
        while (at < text.length() && "()\"".indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
