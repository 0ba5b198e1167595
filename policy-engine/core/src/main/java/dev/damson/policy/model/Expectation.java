package dev.damson.policy.model;

/** What a test expects of a connection. */
public enum Expectation implements Word {
    ALLOWED("allowed"),
    DENIED("denied");

    private final String word;

    Expectation(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
