package dev.damson.policy.model;

/** How an appliance hands packets from one side to the other. */
public enum Forwarding implements Word {
    BRIDGED("bridged"),
    ROUTED("routed");

    private final String word;

    Forwarding(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
