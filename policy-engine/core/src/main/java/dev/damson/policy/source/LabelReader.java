package dev.damson.policy.source;

import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels and the selectors that pick by them. */
final class LabelReader {
    private LabelReader() {}

    static Labels labels(Located located) {
        return new Labels(pairs(located));
    }

    private static SortedMap<String, String> pairs(Located located) {
        var pairs = new TreeMap<String, String>();
        located.fields().ifPresent(fields -> {
            for (YamlNode.Entry entry : fields.entries()) {
                String key = entry.key().text();
                if (!Names.isLabelKey(key)) {
                    fields.errorAt(
                            entry,
                            key,
                            "label key " + Quoted.of(key) + " is not a label name",
                            "letters, digits, -, _ and ., at most 63, with an optional DNS prefix and /");
                }
                fields.value(entry)
                        .text()
                        .filter(value -> isValue(fields.value(entry), value))
                        .ifPresent(value -> pairs.put(key, value));
            }
        });
        return pairs;
    }

    private static boolean isValue(Located located, String value) {
        boolean right = Names.isLabelValue(value);
        if (!right) {
            located.error(
                    value,
                    "label value " + Quoted.of(value) + " is not a label value",
                    "letters, digits, -, _ and ., at most 63, a letter or digit at both ends");
        }
        return right;
    }

    static Optional<Selector> selector(Located located) {
        if (located.isNull()) {
            located.error("", "selector is nothing", "write selector: {} for every workload of the domain");
            return Optional.empty();
        }
        return located.fields().map(fields -> {
            SortedMap<String, String> labels =
                    fields.optional("matchLabels").map(LabelReader::pairs).orElseGet(TreeMap::new);
            List<Requirement> expressions = fields.optionalList("matchExpressions", LabelReader::requirement);
            fields.end();
            return new Selector(labels, expressions);
        });
    }

    private static Optional<Requirement> requirement(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<String> key = fields.required("key")
                    .flatMap(value -> value.text().filter(name -> {
                        if (!Names.isLabelKey(name)) {
                            value.error(name, "key " + Quoted.of(name) + " is not a label name", "");
                        }
                        return Names.isLabelKey(name);
                    }));
            Optional<Operator> operator = fields.required("operator").flatMap(value -> value.word(Operator.class));
            List<String> values = values(fields, operator);
            fields.end();
            return key.flatMap(name -> operator.map(how -> new Requirement(name, how, values)));
        });
    }

    private static List<String> values(Fields fields, Optional<Operator> operator) {
        boolean wanted = operator.isEmpty() || operator.get() == Operator.IN || operator.get() == Operator.NOT_IN;
        Optional<Located> values =
                wanted && operator.isPresent() ? fields.required("values") : fields.optional("values");
        if (!wanted) {
            values.ifPresent(given -> given.error(
                    "",
                    "values stands beside operator " + Quoted.of(operator.get().word()),
                    "remove it"));
            return List.of();
        }
        return values.map(given -> given.list(item -> item.text().filter(value -> isValue(item, value))))
                .orElse(List.of());
    }
}
