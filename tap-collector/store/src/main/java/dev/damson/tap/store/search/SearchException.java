package dev.damson.tap.store.search;

import java.io.Serial;

/** The store could not answer; the message says why, for a person. */
public final class SearchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SearchException(String message) {
        super(message);
    }

    SearchException(String message, Throwable cause) {
        super(message, cause);
    }
}
