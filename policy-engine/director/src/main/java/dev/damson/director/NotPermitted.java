package dev.damson.director;

/** The actor lacks a right; the message names both. */
public final class NotPermitted extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotPermitted(String actor, String right) {
        super("\"" + actor + "\" may not " + right);
    }
}
