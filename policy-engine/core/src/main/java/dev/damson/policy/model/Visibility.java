package dev.damson.policy.model;

/** Which flows a domain reports: denied ones are always reported, allowed ones if the domain or a rule asks. */
public enum Visibility implements Word {
    ALL("all"),
    DENIED("denied");

    private final String word;

    Visibility(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
