package dev.damson.console.policies;

import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Word;
import dev.damson.topology.document.DocumentKey;
import java.util.Optional;

/**
 * What is open in the editor, as {@code sel} holds it: {@code d:Group/web} is a document, {@code r:policy/rule} a rule
 * in its policy's document.
 */
record Selection(DocumentKey document, Optional<String> rule) {
    static Optional<Selection> read(String selected) {
        var slash = selected.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        var first = selected.substring(2, slash);
        var second = selected.substring(slash + 1);
        return switch (selected.substring(0, 2)) {
            case "d:" ->
                Word.find(Kind.class, first)
                        .map(kind -> new Selection(new DocumentKey(kind, second), Optional.empty()));
            case "r:" ->
                Optional.of(new Selection(new DocumentKey(Kind.SEGMENTATION_POLICY, first), Optional.of(second)));
            default -> Optional.empty();
        };
    }

    static String of(DocumentKey key) {
        return "d:" + key;
    }

    static String rule(String policy, String rule) {
        return "r:" + policy + "/" + rule;
    }
}
