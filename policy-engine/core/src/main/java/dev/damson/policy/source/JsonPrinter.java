package dev.damson.policy.source;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON indented by two. */
final class JsonPrinter {
    private JsonPrinter() {}

    static String print(Data value) {
        var out = new StringBuilder();
        print(out, value, 0);
        return out.append('\n').toString();
    }

    /** Without line ends. */
    static String line(Data value) {
        return switch (value) {
            case Data.Fields fields ->
                fields.values().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ": " + line(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Data.Items items ->
                items.values().stream().map(JsonPrinter::line).collect(Collectors.joining(", ", "[", "]"));
            case Data.Text text -> quoted(text.value());
            case Data.Whole number -> Long.toString(number.value());
            case Data.Flag flag -> Boolean.toString(flag.value());
        };
    }

    private static void print(StringBuilder out, Data value, int indent) {
        switch (value) {
            case Data.Fields fields when fields.values().isEmpty() -> out.append("{}");
            case Data.Items items when items.values().isEmpty() -> out.append("[]");
            case Data.Fields fields -> {
                out.append("{\n");
                for (Iterator<Map.Entry<String, Data>> i =
                                fields.values().entrySet().iterator();
                        i.hasNext(); ) {
                    var entry = i.next();
                    out.repeat(' ', indent + 2).append(quoted(entry.getKey())).append(": ");
                    print(out, entry.getValue(), indent + 2);
                    out.append(i.hasNext() ? ",\n" : "\n");
                }
                out.repeat(' ', indent).append('}');
            }
            case Data.Items items -> {
                out.append("[\n");
                for (Iterator<Data> i = items.values().iterator(); i.hasNext(); ) {
                    out.repeat(' ', indent + 2);
                    print(out, i.next(), indent + 2);
                    out.append(i.hasNext() ? ",\n" : "\n");
                }
                out.repeat(' ', indent).append(']');
            }
            case Data.Text text -> out.append(quoted(text.value()));
            case Data.Whole number -> out.append(number.value());
            case Data.Flag flag -> out.append(flag.value());
        }
    }

    /** A JSON string, which is also a double-quoted scalar of YAML. */
    static String quoted(String value) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c >= 0x7f && c <= 0x9f || c == '\u2028' || c == '\u2029' || c == '\ufeff') {
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
