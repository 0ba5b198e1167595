package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.connect.Parties;
import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Word;
import dev.damson.policy.source.Located;
import dev.damson.policy.source.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Labels and selectors: of pods as they are, of namespaces under keys of their own. */
final class LabelMapping {
    /** The label that Kubernetes gives every namespace. */
    static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    private static final String NAMESPACE = "namespace";
    private static final List<String> OURS = List.of(Parties.NAMESPACE_LABEL, Parties.NAME_LABEL, Parties.KIND_LABEL);

    private final Draft draft;

    LabelMapping(Draft draft) {
        this.draft = draft;
    }

    /** {@code team} becomes {@code namespace/team}, {@code a.b/team} becomes {@code namespace.a.b/team}. */
    static String ofNamespace(String key) {
        return key.indexOf('/') < 0 ? NAMESPACE + "/" + key : NAMESPACE + "." + key;
    }

    /** The labels of a mapping; absent: none. */
    SortedMap<String, String> labels(Optional<Located> given) {
        var labels = new TreeMap<String, String>();
        given.ifPresent(located -> {
            if (!located.isMapping()) {
                located.fields();
            }
            located.entries().forEach((key, value) -> {
                if (!Names.isLabelKey(key)) {
                    value.error(key, "label key \"" + key + "\" is not a label name", "");
                } else if (OURS.contains(key) || isNamespaceKey(key)) {
                    draft.leaveOut(value, "label key \"" + key + "\" means something else here", "rename it");
                } else {
                    value(value).ifPresent(text -> labels.put(key, text));
                }
            });
        });
        return labels;
    }

    private static boolean isNamespaceKey(String key) {
        return key.startsWith(NAMESPACE + "/") || key.startsWith(NAMESPACE + ".") && key.indexOf('/') > 0;
    }

    private static Optional<String> value(Located value) {
        if (value.isNull()) {
            return Optional.of("");
        }
        return value.text().filter(text -> {
            boolean right = Names.isLabelValue(text);
            if (!right) {
                value.error(text, "label value \"" + text + "\" is not a label value", "at most 63 letters and digits");
            }
            return right;
        });
    }

    /** A selector of pods of whatever namespace; absent or null picks all. */
    Selector pods(Optional<Located> selector) {
        return selector(selector, key -> key);
    }

    /** A selector of all pods in some namespaces. */
    Selector namespaces(Optional<Located> selector) {
        return selector(selector, LabelMapping::ofNamespace);
    }

    /** All pods of one namespace. */
    static Selector namespace(String name) {
        return Selector.labels(Map.of(ofNamespace(NAMESPACE_NAME), name));
    }

    /** Both must hold. */
    static Peer both(Selector one, Selector other) {
        var labels = new TreeMap<>(one.matchLabels());
        var expressions = new ArrayList<>(one.matchExpressions());
        expressions.addAll(other.matchExpressions());
        other.matchLabels().forEach((key, value) -> {
            if (!value.equals(labels.getOrDefault(key, value))) {
                expressions.add(new Requirement(key, Operator.IN, List.of(value)));
            } else {
                labels.put(key, value);
            }
        });
        return new Peer.SelectorPeer(new Selector(labels, expressions));
    }

    private Selector selector(Optional<Located> given, UnaryOperator<String> key) {
        if (given.isEmpty()) {
            return Selector.ALL;
        }
        var labels = new TreeMap<String, String>();
        var expressions = new ArrayList<Requirement>();
        given.get().fields().ifPresent(fields -> {
            fields.optional("matchLabels")
                    .filter(value -> !value.isNull())
                    .ifPresent(value ->
                            labels(Optional.of(value)).forEach((name, text) -> labels.put(key.apply(name), text)));
            fields.optional("matchExpressions")
                    .filter(value -> !value.isNull())
                    .ifPresent(value -> value.itemsOrNone()
                            .forEach(item -> requirement(item, key).ifPresent(expressions::add)));
            fields.end();
        });
        return new Selector(labels, expressions);
    }

    private static Optional<Requirement> requirement(Located located, UnaryOperator<String> key) {
        return located.fields().flatMap(fields -> {
            var name = fields.required("key").flatMap(Located::text).filter(text -> {
                if (!Names.isLabelKey(text)) {
                    located.error(text, "key \"" + text + "\" is not a label name", "");
                }
                return Names.isLabelKey(text);
            });
            var operator = fields.required("operator").flatMap(LabelMapping::operator);
            var given = fields.optional("values").filter(value -> !value.isNull());
            var values = new ArrayList<String>();
            given.ifPresent(
                    list -> list.itemsOrNone().forEach(item -> item.text().ifPresent(values::add)));
            fields.end();
            boolean wanted = operator.filter(how -> how == Operator.IN || how == Operator.NOT_IN)
                    .isPresent();
            if (operator.isPresent() && wanted == values.isEmpty()) {
                located.error(
                        "",
                        "operator \"" + operator.get().word() + "\" stands "
                                + (wanted ? "without values" : "beside values"),
                        wanted ? "write at least one" : "remove them");
                return Optional.empty();
            }
            return name.flatMap(text -> operator.map(how -> new Requirement(key.apply(text), how, values)));
        });
    }

    private static Optional<Operator> operator(Located located) {
        return located.text().flatMap(text -> {
            var found = Word.find(Operator.class, text);
            if (found.isEmpty()) {
                located.error(
                        text,
                        "operator \"" + text + "\" is not one of In, NotIn, Exists, DoesNotExist",
                        "one of In, NotIn, Exists, DoesNotExist");
            }
            return found;
        });
    }
}
