package dev.damson.edge.agent.trust;

/** Something that came from outside changes nothing; the message says why in one line. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
