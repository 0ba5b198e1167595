package dev.damson.policy.model;

/** Whether a policy decides, or only says what it would decide. */
public enum Mode implements Word {
    ENFORCE("enforce"),
    MONITOR("monitor");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
