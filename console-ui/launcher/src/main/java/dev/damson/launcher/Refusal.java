package dev.damson.launcher;

/** Something the launcher will not do, said in one sentence that a person can act on; it ends the verb with exit code 1. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String sentence) {
        super(sentence);
    }

    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
