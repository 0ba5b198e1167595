package dev.damson.console.security;

import java.io.Serial;

/** Something was asked for that the account may not do; the message names the right. */
public final class MissingRight extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public MissingRight(Right right) {
        super("This needs the right to " + right.words() + ".");
    }
}
