package dev.damson.policy.source;

import dev.damson.policy.model.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A node with its path, read as the type that the language wants there. A value that does not fit is one problem and
 * comes back empty, so that reading goes on.
 *
 * @param context what encloses it, for messages, such as {@code rule "web-to-app"}; empty at the top
 */
public record Located(YamlNode node, String path, String context, Problems problems) {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,18}");

    public Located within(String newContext) {
        return new Located(node, path, newContext, problems);
    }

    public void error(String value, String message, String expected) {
        problems.error(node.span(), path, value, message + (context.isEmpty() ? "" : " (" + context + ")"), expected);
    }

    public void warning(String value, String message, String expected) {
        problems.warning(node.span(), path, value, message + (context.isEmpty() ? "" : " (" + context + ")"), expected);
    }

    /** A problem here that is not noted. */
    public Problem problem(Severity severity, String value, String message, String expected) {
        return Problem.at(
                new Place(problems.file(), node.span().line(), node.span().column()),
                severity,
                path,
                Quoted.cut(value),
                message + (context.isEmpty() ? "" : " (" + context + ")"),
                expected);
    }

    /** What stands here, if it is a single value. */
    public Optional<String> scalar() {
        return node instanceof YamlNode.Scalar scalar && !isNull() ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** Whether a whole number stands here, without quotes. */
    public boolean isNumber() {
        return node instanceof YamlNode.Scalar scalar && ScalarType.of(scalar) == ScalarType.INTEGER;
    }

    public boolean isMapping() {
        return node instanceof YamlNode.Mapping;
    }

    public boolean isList() {
        return node instanceof YamlNode.Sequence;
    }

    /** The value of a field, unless it is missing or null; nothing is asked of its type. */
    public Optional<Located> at(String field) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.get(field)
                        .map(value ->
                                new Located(value, path.isEmpty() ? field : path + "." + field, context, problems))
                        .filter(value -> !value.isNull())
                : Optional.empty();
    }

    /** The fields of a mapping by name, in the order of the file; none if this is no mapping. */
    public Map<String, Located> entries() {
        var entries = new LinkedHashMap<String, Located>();
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                String name = entry.key().text();
                entries.putIfAbsent(
                        name, new Located(entry.value(), path.isEmpty() ? name : path + "." + name, context, problems));
            }
        }
        return entries;
    }

    /** The last part of the path without its index: what a person calls this value. */
    public String field() {
        int end = path.endsWith("]") ? path.lastIndexOf('[') : path.length();
        String name = path.substring(path.lastIndexOf('.', end - 1) + 1, end);
        return name.isEmpty() ? "the document" : name;
    }

    public boolean isNull() {
        return node instanceof YamlNode.Scalar scalar && ScalarType.of(scalar) == ScalarType.NULL;
    }

    private String described() {
        return switch (node) {
            case YamlNode.Mapping mapping -> "a mapping";
            case YamlNode.Sequence sequence -> "a list";
            case YamlNode.Scalar scalar ->
                isNull() ? "empty" : ScalarType.of(scalar).words() + " " + Quoted.of(scalar.text());
            case YamlNode.Alias alias -> "an alias";
        };
    }

    private String raw() {
        return node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }

    private void wrongType(String wanted) {
        if (node instanceof YamlNode.Alias) {
            return;
        }
        error(raw(), field() + " is " + described() + ", not " + wanted, wanted);
    }

    public Optional<Fields> fields() {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Fields(this, mapping));
        }
        wrongType("a mapping");
        return Optional.empty();
    }

    /** The items; one problem if this is not a list or an empty one. */
    List<Located> items() {
        List<Located> items = itemsOrNone();
        if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
            error("", field() + " is empty", Expected.emptyList(field()));
        }
        return items;
    }

    /** The items; one problem if this is not a list. */
    public List<Located> itemsOrNone() {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            wrongType("a list");
            return List.of();
        }
        var items = new ArrayList<Located>();
        for (YamlNode item : sequence.items()) {
            items.add(new Located(item, path + "[" + items.size() + "]", context, problems));
        }
        return items;
    }

    /** Each item read by {@code reader}; those with problems are left out. */
    <T> List<T> list(Function<Located, Optional<T>> reader) {
        return read(items(), reader);
    }

    /** As {@link #list}, but the list may be empty. */
    <T> List<T> listOrNone(Function<Located, Optional<T>> reader) {
        return read(itemsOrNone(), reader);
    }

    private <T> List<T> read(List<Located> items, Function<Located, Optional<T>> reader) {
        var read = new ArrayList<T>();
        for (Located item : items) {
            reader.apply(item).ifPresentOrElse(read::add, () -> problems.leftOut(item.path()));
        }
        return List.copyOf(read);
    }

    public Optional<String> text() {
        if (node instanceof YamlNode.Scalar scalar) {
            if (ScalarType.of(scalar) == ScalarType.STRING) {
                return Optional.of(scalar.text());
            }
            if (!isNull()) {
                error(
                        scalar.text(),
                        field() + " is " + described() + ", not text",
                        "write it in quotes: " + Quoted.of(scalar.text()));
                return Optional.empty();
            }
        }
        wrongType("text");
        return Optional.empty();
    }

    /** Text that {@code parser} accepts; it throws {@link IllegalArgumentException} with the message otherwise. */
    <T> Optional<T> parsed(Function<String, T> parser) {
        return text().flatMap(value -> {
            try {
                return Optional.of(parser.apply(value));
            } catch (IllegalArgumentException e) {
                error(value, field() + " " + e.getMessage(), "");
                return Optional.empty();
            }
        });
    }

    /** Text that {@code finder} accepts. */
    <T> Optional<T> found(Function<String, Optional<T>> finder, String wanted) {
        return text().flatMap(value -> {
            Optional<T> found = finder.apply(value);
            if (found.isEmpty()) {
                error(value, field() + " " + Quoted.of(value) + " is not " + wanted, wanted);
            }
            return found;
        });
    }

    <W extends Enum<W> & Word> Optional<W> word(Class<W> type) {
        return text().flatMap(value -> {
            Optional<W> found = Word.find(type, value);
            if (found.isEmpty()) {
                var words = Stream.of(type.getEnumConstants()).map(Word::word).toList();
                var oneOf = "one of " + String.join(", ", words);
                error(
                        value,
                        field() + " " + Quoted.of(value) + " is not " + oneOf,
                        Suggestion.text(value, words, oneOf));
            }
            return found;
        });
    }

    public Optional<Boolean> bool() {
        if (node instanceof YamlNode.Scalar scalar && ScalarType.of(scalar) == ScalarType.BOOLEAN) {
            return Optional.of(scalar.text().equalsIgnoreCase("true"));
        }
        wrongType("true or false");
        return Optional.empty();
    }

    public OptionalInt number(int least, int most) {
        if (!(node instanceof YamlNode.Scalar scalar) || ScalarType.of(scalar) != ScalarType.INTEGER) {
            wrongType("a number from " + least + " to " + most);
            return OptionalInt.empty();
        }
        String digits = scalar.text();
        long value = DECIMAL.matcher(digits).matches() ? Long.parseLong(digits) : Long.MAX_VALUE;
        if (value < least || value > most) {
            var between = "between " + least + " and " + most;
            error(digits, field() + " " + Quoted.of(digits) + " is not " + between, between);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) value);
    }

    /** A name of an object, rule or instance. */
    Optional<String> name() {
        return text().filter(value -> check(value, Names.isDnsSubdomain(value), Names.LONGEST_SUBDOMAIN));
    }

    /** A name without dots, for what becomes part of other names. */
    Optional<String> label() {
        return text().filter(value -> check(value, Names.isDnsLabel(value), Names.LONGEST_LABEL));
    }

    private boolean check(String value, boolean right, int longest) {
        if (!right) {
            error(
                    value,
                    field() + " " + Quoted.of(value) + " is not a name",
                    "lower-case letters, digits and dashes, at most " + longest + ", a letter or digit at both ends");
        }
        return right;
    }
}
