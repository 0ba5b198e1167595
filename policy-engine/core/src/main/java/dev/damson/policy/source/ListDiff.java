package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list written anew from the text of the items that stay. An item stays if it is equal, or has the same name; it takes
 * the comment lines directly above it along.
 */
final class ListDiff {
    private static final String NAME = "name";

    private final String text;
    private final Lines lines;
    private final TextDiff diff;

    ListDiff(String text, TextDiff diff) {
        this.text = text;
        this.lines = new Lines(text);
        this.diff = diff;
    }

    /** An item as the text has it: which part, and what it says. */
    private record Piece(int start, int end, YamlNode node, Optional<Data> data) {}

    TextEdit edit(YamlNode.Sequence sequence, List<Data> before, List<Data> after) {
        if (sequence.items().isEmpty()) {
            Span span = sequence.span();
            return new TextEdit(span.start(), span.end(), diff.flow(new Data.Items(after)));
        }
        List<Piece> pieces = sequence.flow() ? flowPieces(sequence, before) : blockPieces(sequence, before);
        int start = pieces.getFirst().start();
        int end = pieces.getLast().end();
        int column = sequence.flow() ? 0 : lines.columnOf(dash(sequence.items().getFirst()));
        Set<Piece> used = new HashSet<>();
        var written = new ArrayList<String>();
        for (Data item : after) {
            Optional<Piece> kept = find(pieces, used, item);
            kept.ifPresent(used::add);
            String piece = kept.map(old -> keep(old, item)).orElseGet(() -> render(item, sequence.flow(), column));
            written.add(sequence.flow() || piece.endsWith("\n") ? piece : piece + "\n");
        }
        return new TextEdit(start, end, String.join(sequence.flow() ? ", " : "", written));
    }

    private String keep(Piece piece, Data item) {
        return TextDiff.splice(
                text,
                piece.start(),
                piece.end(),
                diff.edits(piece.node(), piece.data().orElseThrow(), item));
    }

    private String render(Data item, boolean flow, int column) {
        if (flow) {
            return diff.flow(item);
        }
        return YamlPrinter.item(item, column);
    }

    private static Optional<Piece> find(List<Piece> pieces, Set<Piece> used, Data item) {
        return pieces.stream()
                .filter(piece -> !used.contains(piece) && piece.data().equals(Optional.of(item)))
                .findFirst()
                .or(() -> pieces.stream()
                        .filter(piece -> !used.contains(piece)
                                && name(item).isPresent()
                                && piece.data().flatMap(ListDiff::name).equals(name(item)))
                        .findFirst());
    }

    private static Optional<Data> name(Data item) {
        return item instanceof Data.Fields fields
                ? Optional.ofNullable(fields.values().get(NAME))
                : Optional.empty();
    }

    private List<Piece> flowPieces(YamlNode.Sequence sequence, List<Data> before) {
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < sequence.items().size(); i++) {
            YamlNode node = sequence.items().get(i);
            pieces.add(new Piece(node.span().start(), node.span().end(), node, data(sequence, before, i)));
        }
        return pieces;
    }

    private List<Piece> blockPieces(YamlNode.Sequence sequence, List<Data> before) {
        List<YamlNode> items = sequence.items();
        var starts = new ArrayList<Integer>();
        for (int i = 0; i < items.size(); i++) {
            int line = lines.startOf(dash(items.get(i)));
            int least = i == 0 ? line : lines.after(items.get(i - 1).span().end());
            starts.add(lines.withCommentsAbove(line, least));
        }
        starts.add(lines.after(items.getLast().span().end()));
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < items.size(); i++) {
            pieces.add(new Piece(starts.get(i), starts.get(i + 1), items.get(i), data(sequence, before, i)));
        }
        return pieces;
    }

    /** What an item says; the model sorts lists of words, so those are known by their text. */
    private static Optional<Data> data(YamlNode.Sequence sequence, List<Data> before, int index) {
        if (sequence.items().get(index) instanceof YamlNode.Scalar scalar) {
            return Optional.of(new Data.Text(scalar.text()));
        }
        return before.size() == sequence.items().size() ? Optional.of(before.get(index)) : Optional.empty();
    }

    private int dash(YamlNode item) {
        return text.lastIndexOf('-', item.span().start() - 1);
    }
}
