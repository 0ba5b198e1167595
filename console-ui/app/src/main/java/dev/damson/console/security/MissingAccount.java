package dev.damson.console.security;

import java.io.Serial;

/** A request without an account behind it. */
public final class MissingAccount extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    MissingAccount(String message) {
        super(message);
    }
}
