package dev.damson.policy.model;

/** How a selector's expression treats a label. */
public enum Operator implements Word {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
