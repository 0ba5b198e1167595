package dev.damson.wire.signature;

/** A key file that cannot be used; the message names the file and what it should hold. */
public final class KeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
