package dev.damson.policy.model;

/** Whether a tap copies before or after the service chain. */
public enum ChainSide implements Word {
    BEFORE("before"),
    AFTER("after");

    private final String word;

    ChainSide(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
