package dev.damson.policy.source;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Canonical YAML: what nests at most two deep, fits a line and has no comment inside stands on one line, the rest in
 * blocks indented by two.
 */
final class YamlPrinter {
    static final int WIDTH = 100;
    private static final int FLOW_DEPTH = 2;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/]([A-Za-z0-9_/.@%+ -]*[A-Za-z0-9_/.@%+-])?");
    /** Text in YAML 1.2, but booleans to older readers. */
    private static final Pattern OLD_BOOLEAN = Pattern.compile("(?i)y|n|yes|no|on|off");

    private final StringBuilder out = new StringBuilder();
    private final Comments comments;

    private YamlPrinter(Comments comments) {
        this.comments = comments;
    }

    /** One document's lines, without a marker before it. */
    static String print(Data document) {
        return print(document, Comments.none());
    }

    static String print(Data document, Comments comments) {
        var printer = new YamlPrinter(comments);
        printer.block(document, 0, "");
        comments.last().forEach(comment -> printer.out.append(comment).append('\n'));
        return printer.out.toString();
    }

    /** Lines of a value at {@code indent}, each ended. */
    static String block(Data value, int indent) {
        var printer = new YamlPrinter(Comments.none());
        printer.block(value, indent, "");
        return printer.out.toString();
    }

    private void block(Data value, int indent, String path) {
        switch (value) {
            case Data.Fields fields
            when !fields.values().isEmpty() -> {
                for (Map.Entry<String, Data> entry : fields.values().entrySet()) {
                    above(Comments.field(path, entry.getKey()), indent);
                    out.repeat(' ', indent);
                    entry(entry, indent, path);
                }
            }
            case Data.Items items
            when !items.values().isEmpty() -> {
                for (int i = 0; i < items.values().size(); i++) {
                    Data item = items.values().get(i);
                    String child = Comments.item(path, i, CommentReader.word(item));
                    above(child, indent);
                    item(item, indent, child);
                }
            }
            case Data scalar -> out.repeat(' ', indent).append(flow(scalar)).append('\n');
        }
    }

    private void above(String path, int indent) {
        comments.above(path)
                .forEach(comment -> out.repeat(' ', indent).append(comment).append('\n'));
    }

    private void behind(String path) {
        comments.behind(path).ifPresent(comment -> out.append("  ").append(comment));
        out.append('\n');
    }

    private void entry(Map.Entry<String, Data> entry, int indent, String parent) {
        String path = Comments.field(parent, entry.getKey());
        String key = text(entry.getKey());
        out.append(key).append(':');
        if (fits(entry.getValue(), indent + key.length() + 2, path)) {
            out.append(' ').append(flow(entry.getValue()));
            behind(path);
        } else {
            behind(path);
            block(entry.getValue(), indent + 2, path);
        }
    }

    private void item(Data item, int indent, String path) {
        if (fits(item, indent + 2, path)) {
            out.repeat(' ', indent).append("- ").append(flow(item));
            behind(path);
            return;
        }
        comments.behind(path)
                .ifPresent(comment -> out.repeat(' ', indent).append(comment).append('\n'));
        out.repeat(' ', indent).append("- ");
        if (item instanceof Data.Fields fields) {
            boolean first = true;
            for (Map.Entry<String, Data> entry : fields.values().entrySet()) {
                if (!first) {
                    above(Comments.field(path, entry.getKey()), indent + 2);
                    out.repeat(' ', indent + 2);
                }
                first = false;
                entry(entry, indent + 2, path);
            }
        } else {
            out.append('\n');
            block(item, indent + 2, path);
        }
    }

    private boolean fits(Data value, int column, String path) {
        return switch (value) {
            case Data.Fields fields -> fields.values().isEmpty() || inline(value, column, path);
            case Data.Items items -> items.values().isEmpty() || inline(value, column, path);
            case Data.Text text -> true;
            case Data.Whole number -> true;
            case Data.Flag flag -> true;
        };
    }

    private boolean inline(Data value, int column, String path) {
        return depth(value) <= FLOW_DEPTH && column + flow(value).length() <= WIDTH && !comments.isWithin(path);
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

    /** {@code value} as it stands on one line. */
    static String flow(Data value) {
        return switch (value) {
            case Data.Fields fields ->
                fields.values().entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ": " + flow(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Data.Items items ->
                items.values().stream().map(YamlPrinter::flow).collect(Collectors.joining(", ", "[", "]"));
            case Data.Text text -> text(text.value());
            case Data.Whole number -> Long.toString(number.value());
            case Data.Flag flag -> Boolean.toString(flag.value());
        };
    }

    static String text(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && ScalarType.ofPlain(value) == ScalarType.STRING
                && !OLD_BOOLEAN.matcher(value).matches();
        return plain ? value : JsonPrinter.quoted(value);
    }

    /** A list of one item, for the text of that item with its dash. */
    static String item(Data item, int indent) {
        return block(new Data.Items(List.of(item)), indent);
    }
}
