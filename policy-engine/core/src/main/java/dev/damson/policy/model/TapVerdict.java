package dev.damson.policy.model;

/** The verdict that a packet must have for a tap to copy it. */
public enum TapVerdict implements Word {
    ALLOWED("allowed"),
    DENIED("denied");

    private final String word;

    TapVerdict(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
