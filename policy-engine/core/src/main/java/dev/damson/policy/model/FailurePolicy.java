package dev.damson.policy.model;

/** What happens to a chain's flows when no instance lives: closed drops, open goes round. */
public enum FailurePolicy implements Word {
    CLOSED("closed"),
    OPEN("open");

    private final String word;

    FailurePolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
