package dev.damson.console.topology;

import java.util.Comparator;
import java.util.List;

/** The usual roles from left to right: from whoever asks to what is kept. */
final class Roles {
    static final Comparator<String> ORDER =
            Comparator.comparingInt(Roles::rank).thenComparing(Comparator.naturalOrder());

    private static final List<String> ENTRIES = List.of("client", "gateway", "lb", "web");
    private static final List<String> INNER = List.of("app", "cache", "db");

    private Roles() {}

    /** Whether it has a place between the others; DNS, for one, serves all of them. */
    static boolean hasPlace(String role) {
        return ENTRIES.contains(role) || INNER.contains(role);
    }

    /** Whether traffic usually enters here, so that an appliance stands behind it. */
    static boolean isEntry(String role) {
        return ENTRIES.contains(role);
    }

    private static int rank(String role) {
        if (ENTRIES.contains(role)) {
            return ENTRIES.indexOf(role);
        }
        return ENTRIES.size() + (INNER.contains(role) ? INNER.indexOf(role) : INNER.size());
    }
}
