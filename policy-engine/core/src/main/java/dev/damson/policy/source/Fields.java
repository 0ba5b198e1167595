package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A mapping, read field by field; what was never asked for is unknown and reported by {@link #end}. */
public final class Fields {
    private final Located located;
    private final YamlNode.Mapping mapping;
    private final Set<String> asked = new HashSet<>();
    private final List<String> known = new ArrayList<>();
    private String context;

    Fields(Located located, YamlNode.Mapping mapping) {
        this.located = located;
        this.mapping = mapping;
        this.context = located.context();
    }

    /** What messages of the fields read from now on name as their surroundings. */
    public void context(String newContext) {
        context = newContext;
    }

    String context() {
        return context;
    }

    Located located() {
        return located.within(context);
    }

    boolean has(String name) {
        return mapping.get(name).isPresent();
    }

    public Optional<Located> optional(String name) {
        if (asked.add(name)) {
            known.add(name);
        }
        return mapping.get(name).map(value -> child(name, value));
    }

    /** As {@link #optional}, but a value that is null counts as missing. */
    public Optional<Located> required(String name) {
        Optional<Located> value = optional(name);
        if (value.isEmpty()) {
            located().error("", name + " is missing", Expected.missing(name));
        }
        return value;
    }

    /** A required list, each item read by {@code reader}. */
    <T> List<T> list(String name, Function<Located, Optional<T>> reader) {
        return required(name).map(list -> list.list(reader)).orElse(List.of());
    }

    /** A list that may be absent, but if present holds something. */
    <T> List<T> optionalList(String name, Function<Located, Optional<T>> reader) {
        return optional(name).map(list -> list.list(reader)).orElse(List.of());
    }

    private Located child(String name, YamlNode value) {
        String path = located.path().isEmpty() ? name : located.path() + "." + name;
        return new Located(value, path, context, located.problems());
    }

    /** Every key with its value, for mappings whose keys are free (labels). */
    List<YamlNode.Entry> entries() {
        return mapping.entries();
    }

    /** Reports a key of {@link #entries} by its own place. */
    void errorAt(YamlNode.Entry entry, String value, String message, String expected) {
        child(entry.key().text(), entry.key()).error(value, message, expected);
    }

    Located value(YamlNode.Entry entry) {
        return child(entry.key().text(), entry.value());
    }

    /** Reports every field that was not asked for. */
    public void end() {
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!asked.contains(key)) {
                child(key, entry.key())
                        .error(
                                key,
                                "unknown field " + Quoted.of(key),
                                Suggestion.text(key, known, "known are " + String.join(", ", known)));
            }
        }
    }
}
