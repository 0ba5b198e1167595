package dev.damson.policy.source;

import dev.damson.policy.model.PolicyObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads policy files: YAML 1.2 or JSON, several documents a file, or one list of objects. */
public final class PolicySource {
    /** The resource beside this class that holds the JSON Schema of one object. */
    public static final String SCHEMA = "damson-v1.schema.json";

    private static final String LIST_KIND = "List";

    private PolicySource() {}

    /** Reads a file's bytes; {@code file} is only for places. */
    public static SourceResult read(String file, byte[] bytes) {
        var problems = new Problems(file);
        return SourceText.decode(bytes, problems)
                .map(text -> read(file, text, problems))
                .orElseGet(() -> new SourceResult(List.of(), problems.list()));
    }

    /**
     * A file's bytes as text: UTF-8 alone, bounded, and nothing that does not print. Empty if it is not, and then the one
     * problem says where and why.
     */
    public static Optional<String> decode(String file, byte[] bytes, Consumer<Problem> problem) {
        var problems = new Problems(file);
        var text = SourceText.decode(bytes, problems);
        problems.list().forEach(problem);
        return text;
    }

    /** Reads text that is decoded already. */
    public static SourceResult read(String file, String text) {
        var problems = new Problems(file);
        return SourceText.check(text, problems)
                .map(clean -> read(file, clean, problems))
                .orElseGet(() -> new SourceResult(List.of(), problems.list()));
    }

    private static SourceResult read(String file, String text, Problems problems) {
        var objects = new ArrayList<SourceObject>();
        for (YamlNode document : YamlReader.readAll(text, YamlReader.Sharing.REFUSED, problems)) {
            for (YamlNode node : unwrap(document)) {
                int before = problems.errors();
                Optional<PolicyObject> object = ObjectReader.read(new Located(node, "", "", problems));
                boolean sound = problems.errors() == before;
                Set<String> leftOut = problems.takeLeftOut();
                object.ifPresent(value -> objects.add(new SourceObject(value, file, sound, node, leftOut)));
            }
        }
        return new SourceResult(objects, problems.list());
    }

    /** JSON has no several documents, so a list of objects is taken too: bare, or in Kubernetes' kind List. */
    private static List<YamlNode> unwrap(YamlNode document) {
        if (document instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        if (document instanceof YamlNode.Mapping mapping
                && mapping.get("kind").orElse(mapping) instanceof YamlNode.Scalar kind
                && kind.text().equals(LIST_KIND)
                && mapping.get("items").orElse(mapping) instanceof YamlNode.Sequence items) {
            return items.items();
        }
        return List.of(document);
    }
}
