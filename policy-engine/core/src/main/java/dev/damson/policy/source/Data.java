package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** A document to be written: what YAML and JSON have in common. */
sealed interface Data {
    record Text(String value) implements Data {}

    record Whole(long value) implements Data {}

    record Flag(boolean value) implements Data {}

    record Items(List<Data> values) implements Data {
        static <T> Items of(List<T> values, Function<? super T, ? extends Data> writer) {
            return new Items(new ArrayList<>(values.stream().<Data>map(writer).toList()));
        }
    }

    /** In the order in which the fields were put; absent and empty ones are left out by the named methods. */
    record Fields(SequencedMap<String, Data> values) implements Data {
        static Fields none() {
            return new Fields(new LinkedHashMap<>());
        }

        Fields put(String name, Data value) {
            values.put(name, value);
            return this;
        }

        Fields put(String name, String value) {
            return put(name, new Text(value));
        }

        Fields put(String name, long value) {
            return put(name, new Whole(value));
        }

        Fields putText(String name, Optional<String> value) {
            value.ifPresent(text -> put(name, text));
            return this;
        }

        Fields putUnless(boolean leaveOut, String name, String value) {
            return leaveOut ? this : put(name, value);
        }

        Fields putFlag(String name, boolean value) {
            return value ? put(name, new Flag(true)) : this;
        }

        <T> Fields putItems(String name, List<T> items, Function<? super T, ? extends Data> writer) {
            return items.isEmpty() ? this : put(name, Items.of(items, writer));
        }

        Fields putNames(String name, List<String> names) {
            return putItems(name, names, Text::new);
        }

        Fields putFields(String name, Fields fields) {
            return fields.values().isEmpty() ? this : put(name, fields);
        }
    }
}
