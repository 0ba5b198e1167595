package dev.damson.policy.source;

import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.Rule;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the model in its canonical form: the same objects give the same text, and reading it gives them back. */
public final class PolicyWriter {
    private PolicyWriter() {}

    /** One document. */
    public static String yaml(PolicyObject object) {
        return YamlPrinter.print(DataWriter.write(object));
    }

    /** The documents in the order given, with {@code ---} between. */
    public static String yaml(Collection<? extends PolicyObject> objects) {
        return objects.stream().map(PolicyWriter::yaml).collect(Collectors.joining("---\n"));
    }

    /** One object. */
    public static String json(PolicyObject object) {
        return JsonPrinter.print(DataWriter.write(object));
    }

    /** A list of objects, of kind List. */
    public static String json(Collection<? extends PolicyObject> objects) {
        var list = Data.Fields.none()
                .put("apiVersion", PolicyObject.API_VERSION)
                .put("kind", "List")
                .put("items", Data.Items.of(List.copyOf(objects), DataWriter::write));
        return JsonPrinter.print(list);
    }

    /** One rule as a list's item would show it, without the dash. */
    public static String yaml(Rule rule) {
        return YamlPrinter.print(RuleWriter.rule(rule));
    }
}
