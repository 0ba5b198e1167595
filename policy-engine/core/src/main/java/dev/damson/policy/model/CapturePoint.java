package dev.damson.policy.model;

/** At which end a tap copies. */
public enum CapturePoint implements Word {
    SOURCE("source"),
    DESTINATION("destination"),
    BOTH("both");

    private final String word;

    CapturePoint(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
