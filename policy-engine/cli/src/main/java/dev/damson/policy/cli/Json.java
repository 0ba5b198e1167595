package dev.damson.policy.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps, lists, texts, numbers and booleans as JSON, indented by two. */
final class Json {
    private Json() {}

    static String print(Object value) {
        return print(value, "\n");
    }

    private static String print(Object value, String line) {
        String inner = line + "  ";
        return switch (value) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case List<?> list when list.isEmpty() -> "[]";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> inner + quoted(entry.getKey().toString()) + ": " + print(entry.getValue(), inner))
                        .collect(Collectors.joining(",", "{", line + "}"));
            case List<?> list ->
                list.stream().map(item -> inner + print(item, inner)).collect(Collectors.joining(",", "[", line + "]"));
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case Object text -> quoted(text.toString());
        };
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
