package dev.damson.policy.model;

/** How an appliance is attached: veth, tap device, or a NIC with 802.1Q tags. */
public enum InsertionMode implements Word {
    CONTAINER("container"),
    VIRTUAL("virtual"),
    PHYSICAL("physical");

    private final String word;

    InsertionMode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
