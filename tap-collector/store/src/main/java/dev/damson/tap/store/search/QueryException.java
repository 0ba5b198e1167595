package dev.damson.tap.store.search;

import java.io.Serial;

/** A query that cannot be understood. */
public final class QueryException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int position;

    QueryException(int position, String message) {
        super(message);
        this.position = position;
    }

    /** The character it is about, from 0. */
    public int position() {
        return position;
    }
}
