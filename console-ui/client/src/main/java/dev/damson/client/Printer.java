package dev.damson.client;

import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

/** Shows answers; names and values come from others, so that nothing but plain characters reaches the terminal. */
final class Printer {
    private final PrintWriter out;

    Printer(PrintWriter out) {
        this.out = out;
    }

    void json(JsonNode body) {
        out.println(body.toPrettyString());
        out.flush();
    }

    /** {@code file:line:column: error: message: what would be right} */
    void problems(JsonNode problems) {
        for (var problem : problems) {
            var text = new StringBuilder();
            text.append(word(problem, "file", "input"));
            if (problem.path("line").asInt(0) > 0) {
                text.append(':').append(problem.path("line").asInt());
                text.append(':').append(problem.path("column").asInt(1));
            }
            text.append(": ").append(word(problem, "severity", "error"));
            var message = word(problem, "message", "");
            var expected = word(problem, "expected", "");
            text.append(": ").append(message).append(message.contains(expected) ? "" : ": " + expected);
            line(text.toString());
        }
    }

    void line(String text) {
        out.println(inert(text));
        out.flush();
    }

    static String word(JsonNode node, String field, String otherwise) {
        return node.path(field).asString(otherwise);
    }

    /** Control and bidirectional characters as escapes. */
    static String inert(String text) {
        var plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                plain.append("\\u{").append(Integer.toHexString(point)).append('}');
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }
}
