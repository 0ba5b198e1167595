package dev.damson.policy.source;

import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes a file's text so that it says something else and stays the same otherwise: comments, order and layout of what
 * an edit does not touch are kept. The result is read again before it is given back; where the layout is too unusual for
 * an edit in place, the one document is written anew in canonical form.
 */
public final class SourceEdit {
    private static final String FILE = "edited file";

    private SourceEdit() {}

    /**
     * The text with the object of the same key replaced by {@code updated}.
     *
     * @throws IllegalArgumentException if the text has errors or no such object
     */
    public static String replace(String text, PolicyObject updated) {
        List<PolicyObject> wanted = new ArrayList<>();
        Optional<SourceObject> found = Optional.empty();
        for (SourceObject source : read(text)) {
            boolean same = source.object().key().equals(updated.key());
            found = same && found.isEmpty() ? Optional.of(source) : found;
            wanted.add(same ? updated : source.object());
        }
        SourceObject source = found.orElseThrow(() -> new IllegalArgumentException("the file has no " + updated.key()));
        return replace(text, source, updated, wanted);
    }

    private static String replace(String text, SourceObject source, PolicyObject updated, List<PolicyObject> wanted) {
        var before = DataWriter.write(source.object());
        var after = DataWriter.write(updated);
        var diff = new TextDiff(text, isJson(text, source.root()));
        String edited = TextDiff.apply(text, diff.edits(source.root(), before, after));
        if (says(edited, wanted)) {
            return edited;
        }
        String anew = anew(text, source.root(), after);
        if (says(anew, wanted)) {
            return anew;
        }
        throw new IllegalArgumentException(updated.key() + " cannot be edited in this file: it shares a document");
    }

    private static String anew(String text, YamlNode root, Data after) {
        boolean block = root instanceof YamlNode.Mapping mapping && !mapping.flow();
        String document = block ? YamlPrinter.print(after) : JsonPrinter.print(after);
        int end = root.span().end();
        return text.substring(0, root.span().start()) + document.stripTrailing() + text.substring(end);
    }

    /** The text with a document more. */
    public static String add(String text, PolicyObject added) {
        String document = PolicyWriter.yaml(added);
        if (text.isBlank()) {
            return document;
        }
        return text + (text.endsWith("\n") ? "" : "\n") + "---\n" + document;
    }

    /**
     * The text without the object's document.
     *
     * @throws IllegalArgumentException if the text has errors or no such object, or the object shares a document with
     *     others
     */
    public static String remove(String text, ObjectKey key) {
        List<SourceObject> objects = read(text);
        SourceObject source = objects.stream()
                .filter(candidate -> candidate.object().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the file has no " + key));
        DocumentSlice slice = DocumentSlice.cut(text).stream()
                .filter(candidate -> candidate.start() <= source.root().span().start()
                        && source.root().span().start() < candidate.end())
                .findFirst()
                .orElseThrow();
        String left = text.substring(0, slice.start()) + text.substring(slice.end());
        List<PolicyObject> wanted = objects.stream()
                .map(SourceObject::object)
                .filter(object -> !object.key().equals(key))
                .toList();
        if (!says(left, wanted)) {
            throw new IllegalArgumentException(key + " shares a document with others");
        }
        return left;
    }

    private static List<SourceObject> read(String text) {
        SourceResult result = PolicySource.read(FILE, text);
        result.problems().stream().filter(Problem::isError).findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException("the file has errors, the first is " + problem);
        });
        return result.objects();
    }

    private static boolean says(String text, List<PolicyObject> wanted) {
        SourceResult result = PolicySource.read(FILE, text);
        return !result.hasErrors() && result.policyObjects().equals(wanted);
    }

    private static boolean isJson(String text, YamlNode root) {
        return root instanceof YamlNode.Mapping mapping
                && mapping.flow()
                && !mapping.entries().isEmpty()
                && text.charAt(mapping.entries().getFirst().key().span().start()) == '"';
    }
}
