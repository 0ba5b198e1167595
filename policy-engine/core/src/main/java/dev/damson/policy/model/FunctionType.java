package dev.damson.policy.model;

/** What a service function is: in the path, or a receive-only listener. */
public enum FunctionType implements Word {
    FIREWALL("firewall"),
    SENSOR("sensor");

    private final String word;

    FunctionType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
