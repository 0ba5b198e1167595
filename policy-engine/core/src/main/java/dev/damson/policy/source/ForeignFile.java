package dev.damson.policy.source;

import java.util.List;
import java.util.function.Predicate;

/**
 * A file in the format of another system: YAML or JSON, held to the same bounds as our own, but with anchors, aliases
 * and merge keys, as far as they stand for a bounded number of values.
 *
 * @param documents those that could be parsed
 * @param notes takes what reading finds wrong
 */
public record ForeignFile(String name, List<Located> documents, Problems notes) {
    public ForeignFile {
        documents = List.copyOf(documents);
    }

    /** Reads a file's bytes; {@code file} is only for places. */
    public static ForeignFile read(String file, byte[] bytes) {
        var problems = new Problems(file);
        var documents = SourceText.decode(bytes, problems)
                .map(text -> YamlReader.readAll(text, YamlReader.Sharing.BOUNDED, problems))
                .orElse(List.of())
                .stream()
                .map(node -> new Located(node, "", "", problems))
                .toList();
        return new ForeignFile(file, documents, problems);
    }

    /** Whether the file could be parsed and every one of its documents is so. */
    public boolean isSoundAnd(Predicate<Located> test) {
        return problems().isEmpty() && documents.stream().allMatch(test);
    }

    /** What is wrong so far. */
    public List<Problem> problems() {
        return notes.list();
    }
}
