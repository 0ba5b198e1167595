package dev.damson.policy.model;

/** Whether a workload's drops happen or are only reported. */
public enum Enforcement implements Word {
    ENFORCE("enforce"),
    OBSERVE("observe");

    private final String word;

    Enforcement(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
