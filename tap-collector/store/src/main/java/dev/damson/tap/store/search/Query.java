package dev.damson.tap.store.search;

import java.util.List;

/** What a session has to be like. */
public sealed interface Query {
    /** Every session. */
    Query ALL = new And(List.of());

    /** All of them hold. */
    record And(List<Query> parts) implements Query {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one holds. */
    record Or(List<Query> parts) implements Query {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Query query) implements Query {}

    /** A field compared with a value, which {@link QueryParser} has checked against the field. */
    record Test(Field field, Comparison comparison, Value value) implements Query {}

    /** A text that any of the names of a session may contain. */
    record Word(String text) implements Query {}
}
