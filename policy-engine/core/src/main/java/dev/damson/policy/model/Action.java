package dev.damson.policy.model;

/** What a rule does with what it matches; pass hands on to the next tier. */
public enum Action implements Word {
    ALLOW("allow"),
    DENY("deny"),
    REJECT("reject"),
    PASS("pass");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
