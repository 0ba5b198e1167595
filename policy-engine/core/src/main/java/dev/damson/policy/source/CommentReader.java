package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a document's comments and what each one belongs to: what it stands behind, or what comes next. */
final class CommentReader {
    private final String text;
    private final Lines lines;
    private final List<Anchor> anchors = new ArrayList<>();
    private final List<Span> scalars = new ArrayList<>();

    private CommentReader(String text) {
        this.text = text;
        this.lines = new Lines(text);
    }

    /** A field or an item, to which a comment can belong. */
    private record Anchor(int start, String path) {}

    /** @param canonical what will be written: a comment of something left out moves to what comes next */
    static Comments read(String text, DocumentSlice slice, YamlNode root, Data canonical) {
        var reader = new CommentReader(text);
        reader.collect(root, "");
        var written = new HashSet<String>();
        collect(canonical, "", written);
        return reader.assign(slice, written);
    }

    private void collect(YamlNode node, String path) {
        switch (node) {
            case YamlNode.Scalar scalar -> scalars.add(scalar.span());
            case YamlNode.Alias alias -> scalars.add(alias.span());
            case YamlNode.Mapping mapping -> {
                for (YamlNode.Entry entry : mapping.entries()) {
                    String child = Comments.field(path, entry.key().text());
                    scalars.add(entry.key().span());
                    anchors.add(new Anchor(entry.key().span().start(), child));
                    collect(entry.value(), child);
                }
            }
            case YamlNode.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    YamlNode item = sequence.items().get(i);
                    Optional<String> word =
                            item instanceof YamlNode.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
                    String child = Comments.item(path, i, word);
                    anchors.add(new Anchor(item.span().start(), child));
                    collect(item, child);
                }
            }
        }
    }

    private static void collect(Data value, String path, Set<String> written) {
        written.add(path);
        switch (value) {
            case Data.Fields fields -> {
                for (Map.Entry<String, Data> field : fields.values().entrySet()) {
                    collect(field.getValue(), Comments.field(path, field.getKey()), written);
                }
            }
            case Data.Items items -> {
                for (int i = 0; i < items.values().size(); i++) {
                    Data item = items.values().get(i);
                    collect(item, Comments.item(path, i, word(item)), written);
                }
            }
            case Data.Text text -> {}
            case Data.Whole number -> {}
            case Data.Flag flag -> {}
        }
    }

    static Optional<String> word(Data item) {
        return item instanceof Data.Text(String value) ? Optional.of(value) : Optional.empty();
    }

    private Comments assign(DocumentSlice slice, Set<String> written) {
        scalars.sort(Comparator.comparingInt(Span::start));
        var comments = new Comments();
        int next = 0;
        int at = slice.start();
        while (at < slice.end()) {
            if (next < scalars.size() && at >= scalars.get(next).start()) {
                at = Math.max(at, scalars.get(next).end());
                next++;
            } else if (text.charAt(at) == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
                int end = lines.after(at + 1);
                assign(at, text.substring(at, end).strip(), written, comments);
                at = end;
            } else {
                at++;
            }
        }
        return comments;
    }

    private void assign(int offset, String comment, Set<String> written, Comments comments) {
        int line = lines.startOf(offset);
        int first = firstFrom(line);
        if (first < anchors.size() && anchors.get(first).start() < offset) {
            // An item begins where its first field does; that field is what the comment stands behind.
            while (first + 1 < anchors.size()
                    && anchors.get(first + 1).start() == anchors.get(first).start()) {
                first++;
            }
            if (written.contains(anchors.get(first).path())) {
                comments.putBehind(anchors.get(first).path(), comment);
                return;
            }
        }
        for (int i = firstFrom(offset); i < anchors.size(); i++) {
            if (written.contains(anchors.get(i).path())) {
                comments.putAbove(anchors.get(i).path(), comment);
                return;
            }
        }
        comments.putLast(comment);
    }

    /** The index of the first anchor at {@code offset} or behind. */
    private int firstFrom(int offset) {
        int low = 0;
        int high = anchors.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (anchors.get(middle).start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
