package dev.damson.policy.source;

import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Canonical YAML: what nests at most two deep and fits a line stands on one, the rest in blocks indented by two.
 */
final class YamlPrinter {
    static final int WIDTH = 100;
    private static final int FLOW_DEPTH = 2;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/]([A-Za-z0-9_/.@%+ -]*[A-Za-z0-9_/.@%+-])?");
    /** Text in YAML 1.2, but booleans to older readers. */
    private static final Pattern OLD_BOOLEAN = Pattern.compile("(?i)y|n|yes|no|on|off");

    private YamlPrinter() {}

    /** One document's lines, without a marker before it. */
    static String print(Data document) {
        var out = new StringBuilder();
        block(out, document, 0);
        return out.toString();
    }

    /** {@code value} as it stands on one line. */
    static String flow(Data value) {
        var out = new StringBuilder();
        flow(out, value);
        return out.toString();
    }

    /** Lines at {@code indent}, the first one included, each ended. */
    static void block(StringBuilder out, Data value, int indent) {
        switch (value) {
            case Data.Fields fields
            when !fields.values().isEmpty() -> {
                for (Map.Entry<String, Data> entry : fields.values().entrySet()) {
                    out.repeat(' ', indent);
                    entry(out, entry, indent);
                }
            }
            case Data.Items items
            when !items.values().isEmpty() -> {
                for (Data item : items.values()) {
                    out.repeat(' ', indent);
                    item(out, item, indent);
                }
            }
            case Data scalar -> out.repeat(' ', indent).append(flow(scalar)).append('\n');
        }
    }

    private static void entry(StringBuilder out, Map.Entry<String, Data> entry, int indent) {
        String key = text(entry.getKey());
        out.append(key).append(':');
        if (fits(entry.getValue(), indent + key.length() + 2)) {
            out.append(' ').append(flow(entry.getValue())).append('\n');
        } else {
            out.append('\n');
            block(out, entry.getValue(), indent + 2);
        }
    }

    /** A list's item, behind its indent. */
    static void item(StringBuilder out, Data item, int indent) {
        out.append("- ");
        if (fits(item, indent + 2)) {
            out.append(flow(item)).append('\n');
            return;
        }
        var lines = new StringBuilder();
        block(lines, item, indent + 2);
        out.append(lines, indent + 2, lines.length());
    }

    private static boolean fits(Data value, int column) {
        return switch (value) {
            case Data.Fields fields -> fields.values().isEmpty() || inline(value, column);
            case Data.Items items -> items.values().isEmpty() || inline(value, column);
            case Data.Text text -> true;
            case Data.Whole number -> true;
            case Data.Flag flag -> true;
        };
    }

    private static boolean inline(Data value, int column) {
        return depth(value) <= FLOW_DEPTH && column + flow(value).length() <= WIDTH;
    }

    private static int depth(Data value) {
        return switch (value) {
            case Data.Fields fields ->
                1
                        + fields.values().values().stream()
                                .mapToInt(YamlPrinter::depth)
                                .max()
                                .orElse(0);
            case Data.Items items ->
                1 + items.values().stream().mapToInt(YamlPrinter::depth).max().orElse(0);
            case Data.Text text -> 0;
            case Data.Whole number -> 0;
            case Data.Flag flag -> 0;
        };
    }

    private static void flow(StringBuilder out, Data value) {
        switch (value) {
            case Data.Fields fields -> {
                out.append('{');
                for (Iterator<Map.Entry<String, Data>> i =
                                fields.values().entrySet().iterator();
                        i.hasNext(); ) {
                    var entry = i.next();
                    out.append(text(entry.getKey())).append(": ");
                    flow(out, entry.getValue());
                    out.append(i.hasNext() ? ", " : "");
                }
                out.append('}');
            }
            case Data.Items items -> {
                out.append('[');
                for (Iterator<Data> i = items.values().iterator(); i.hasNext(); ) {
                    flow(out, i.next());
                    out.append(i.hasNext() ? ", " : "");
                }
                out.append(']');
            }
            case Data.Text text -> out.append(text(text.value()));
            case Data.Whole number -> out.append(number.value());
            case Data.Flag flag -> out.append(flag.value());
        }
    }

    static String text(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && ScalarType.ofPlain(value) == ScalarType.STRING
                && !OLD_BOOLEAN.matcher(value).matches();
        return plain ? value : JsonPrinter.quoted(value);
    }
}
