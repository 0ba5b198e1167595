package dev.damson.topology.store;

/** Neo4j did not answer, or refused the sign-in; the message says which address and what to look at. */
public final class GraphUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GraphUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
