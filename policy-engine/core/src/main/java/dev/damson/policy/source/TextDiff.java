package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The edits that turn what a text says into something else. */
final class TextDiff {
    private final String text;
    private final Lines lines;
    private final boolean json;

    TextDiff(String text, boolean json) {
        this.text = text;
        this.lines = new Lines(text);
        this.json = json;
    }

    /** {@code text} with edits that do not overlap. */
    static String apply(String text, List<TextEdit> edits) {
        return splice(text, 0, text.length(), edits);
    }

    /**
     * The part of {@code text} from start to end, with the edits in it made. Of edits that overlap the later one is lost;
     * {@link SourceEdit} finds that when it reads the result.
     */
    static String splice(String text, int start, int end, List<TextEdit> edits) {
        var out = new StringBuilder();
        int at = start;
        // What is added where something goes stands before it, or it would be lost with it.
        var order = Comparator.comparingInt(TextEdit::start).thenComparingInt(TextEdit::end);
        for (TextEdit edit : edits.stream().sorted(order).toList()) {
            if (edit.start() >= at) {
                out.append(text, at, edit.start()).append(edit.replacement());
                at = edit.end();
            }
        }
        return out.append(text, at, end).toString();
    }

    List<TextEdit> edits(YamlNode node, Data before, Data after) {
        if (before.equals(after)) {
            return List.of();
        }
        if (node instanceof YamlNode.Mapping mapping
                && before instanceof Data.Fields old
                && after instanceof Data.Fields updated
                && !mapping.entries().isEmpty()) {
            return fields(mapping, old, updated);
        }
        if (node instanceof YamlNode.Sequence sequence && after instanceof Data.Items updated) {
            List<Data> old = before instanceof Data.Items items ? items.values() : List.of();
            return List.of(new ListDiff(text, this).edit(sequence, old, updated.values()));
        }
        return List.of(value(node, after));
    }

    private List<TextEdit> fields(YamlNode.Mapping mapping, Data.Fields before, Data.Fields after) {
        if (mapping.flow()
                && before.values().keySet().stream()
                        .anyMatch(key -> !after.values().containsKey(key))) {
            return List.of(anew(mapping, before, after));
        }
        var edits = new ArrayList<TextEdit>();
        for (String key : before.values().keySet()) {
            if (!after.values().containsKey(key)) {
                entry(mapping, key).ifPresent(entry -> edits.add(remove(mapping, entry)));
            }
        }
        Optional<YamlNode.Entry> last = Optional.empty();
        for (Map.Entry<String, Data> field : after.values().entrySet()) {
            Optional<YamlNode.Entry> entry = entry(mapping, field.getKey());
            Data old = before.values().get(field.getKey());
            if (entry.isPresent()) {
                YamlNode value = entry.get().value();
                edits.addAll(
                        old == null ? List.of(value(value, field.getValue())) : edits(value, old, field.getValue()));
                last = entry;
            } else if (!field.getValue().equals(old)) {
                edits.add(add(mapping, last, field));
            }
        }
        return merge(edits);
    }

    /** A flow mapping that loses fields: those that stay keep their text, the commas are written anew. */
    private TextEdit anew(YamlNode.Mapping mapping, Data.Fields before, Data.Fields after) {
        var written = new ArrayList<String>();
        for (Map.Entry<String, Data> field : after.values().entrySet()) {
            Optional<YamlNode.Entry> kept = entry(mapping, field.getKey());
            Data old = before.values().get(field.getKey());
            if (kept.isPresent() && old != null) {
                int start = kept.get().key().span().start();
                int end = kept.get().value().span().end();
                written.add(splice(text, start, end, edits(kept.get().value(), old, field.getValue())));
            } else {
                written.add(word(field.getKey()) + ": " + flow(field.getValue()));
            }
        }
        int start = mapping.entries().getFirst().key().span().start();
        int end = mapping.entries().getLast().value().span().end();
        return new TextEdit(start, end, String.join(", ", written));
    }

    /** Several fields added at one place become one edit, in their order. */
    private static List<TextEdit> merge(List<TextEdit> edits) {
        var merged = new ArrayList<TextEdit>();
        for (TextEdit edit : edits) {
            TextEdit previous = merged.isEmpty() ? null : merged.getLast();
            if (previous != null
                    && edit.start() == edit.end()
                    && previous.start() == previous.end()
                    && previous.start() == edit.start()) {
                merged.removeLast();
                merged.add(new TextEdit(edit.start(), edit.end(), previous.replacement() + edit.replacement()));
            } else {
                merged.add(edit);
            }
        }
        return merged;
    }

    private static Optional<YamlNode.Entry> entry(YamlNode.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .findFirst();
    }

    /** A field of a block; the one behind a list's dash gives its place to the next. */
    private TextEdit remove(YamlNode.Mapping mapping, YamlNode.Entry entry) {
        int index = mapping.entries().indexOf(entry);
        int start = entry.key().span().start();
        int end = entry.value().span().end();
        if (lines.isFirst(start)) {
            return new TextEdit(lines.startOf(start), lines.after(end), "");
        }
        boolean isLast = index == mapping.entries().size() - 1;
        int to = isLast ? end : mapping.entries().get(index + 1).key().span().start();
        return new TextEdit(start, to, "");
    }

    private TextEdit add(YamlNode.Mapping mapping, Optional<YamlNode.Entry> behind, Map.Entry<String, Data> field) {
        YamlNode.Entry place = behind.orElse(mapping.entries().getLast());
        int end = place.value().span().end();
        if (mapping.flow()) {
            return new TextEdit(end, end, ", " + word(field.getKey()) + ": " + flow(field.getValue()));
        }
        int column = lines.columnOf(mapping.entries().getFirst().key().span().start());
        int at = lines.after(end);
        var fields = Data.Fields.none().put(field.getKey(), field.getValue());
        return new TextEdit(at, at, lines.onNewLine(at, YamlPrinter.block(fields, column)));
    }

    /** Another value where {@code node} stands. */
    private TextEdit value(YamlNode node, Data after) {
        Span span = node.span();
        boolean block = node instanceof YamlNode.Sequence sequence && !sequence.flow()
                || node instanceof YamlNode.Mapping mapping && !mapping.flow();
        if (block && lines.isFirst(span.start())) {
            String written = YamlPrinter.block(after, lines.columnOf(span.start()));
            return new TextEdit(lines.startOf(span.start()), lines.after(span.end()), written);
        }
        boolean endsLine = span.end() > span.start() && text.charAt(span.end() - 1) == '\n';
        return new TextEdit(span.start(), span.end(), flow(after) + (endsLine ? "\n" : ""));
    }

    String flow(Data value) {
        return json ? JsonPrinter.line(value) : YamlPrinter.flow(value);
    }

    private String word(String key) {
        return json ? JsonPrinter.quoted(key) : YamlPrinter.text(key);
    }
}
