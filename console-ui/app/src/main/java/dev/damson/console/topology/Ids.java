package dev.damson.console.topology;

import java.util.Optional;

/** Names of the map's objects, as {@code sel} in the address holds them. */
final class Ids {
    static final String WORKLOAD = "w:";
    static final String PEER = "p:";
    static final String INSTANCE = "i:";
    static final String FLOW = "f:";
    /** One row of the table. */
    static final String OBSERVED = "o:";

    private Ids() {}

    static String workload(String name) {
        return WORKLOAD + name;
    }

    static String peer(String address) {
        return PEER + address;
    }

    static String instance(String name) {
        return INSTANCE + name;
    }

    static String group(String app) {
        return "g:" + app;
    }

    static String block(String app, String role) {
        return "b:" + app + "/" + role;
    }

    /** The part after the kind, or empty when the id is of another kind. */
    static Optional<String> named(String id, String kind) {
        return id.startsWith(kind) ? Optional.of(id.substring(kind.length())) : Optional.empty();
    }
}
