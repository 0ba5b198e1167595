package dev.damson.policy.model;

/** What a domain does with what nothing matched. */
public enum DefaultAction implements Word {
    ALLOW("allow"),
    DENY("deny");

    private final String word;

    DefaultAction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
