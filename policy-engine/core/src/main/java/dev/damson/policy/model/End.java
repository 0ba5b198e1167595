package dev.damson.policy.model;

/** One of the two ends of a connection, by who began it. */
public enum End implements Word {
    SOURCE("source"),
    DESTINATION("destination");

    private final String word;

    End(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
