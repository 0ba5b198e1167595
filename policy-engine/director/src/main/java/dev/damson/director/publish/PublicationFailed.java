package dev.damson.director.publish;

/** Something could not be published now; it stays in the outbox and is tried again. */
public final class PublicationFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PublicationFailed(String message) {
        super(message);
    }

    PublicationFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
