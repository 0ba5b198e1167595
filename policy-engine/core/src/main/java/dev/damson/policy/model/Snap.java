package dev.damson.policy.model;

/** How much of a packet a tap copies: up to the transport header, or everything. */
public enum Snap implements Word {
    HEADERS("headers"),
    PAYLOAD("payload");

    private final String word;

    Snap(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
