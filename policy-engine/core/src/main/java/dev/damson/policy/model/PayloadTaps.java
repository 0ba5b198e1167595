package dev.damson.policy.model;

/** Who it takes to have a domain's packets copied whole. */
public enum PayloadTaps implements Word {
    /** Anyone who has the right to. */
    ONE_PERSON("one-person"),
    /** Two who have it: one writes the tap, another one commits it. */
    TWO_PERSONS("two-persons");

    private final String word;

    PayloadTaps(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
