package dev.damson.policy.model;

/** As seen from a workload: into it or out of it. */
public enum Direction implements Word {
    INGRESS("ingress"),
    EGRESS("egress");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
