package dev.damson.topology.document;

import dev.damson.policy.model.Kind;
import java.util.Comparator;

/** What names an object inside a domain. Ordered as a canonical file lists them: by kind, then name. */
public record DocumentKey(Kind kind, String name) implements Comparable<DocumentKey> {
    private static final Comparator<DocumentKey> ORDER =
            Comparator.comparing(DocumentKey::kind).thenComparing(DocumentKey::name);

    @Override
    public int compareTo(DocumentKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code Group/web}. */
    @Override
    public String toString() {
        return kind.word() + "/" + name;
    }
}
