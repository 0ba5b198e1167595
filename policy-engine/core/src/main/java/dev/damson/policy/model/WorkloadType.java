package dev.damson.policy.model;

/** What a workload runs as. */
public enum WorkloadType implements Word {
    VM("vm"),
    CONTAINER("container"),
    BAREMETAL("baremetal");

    private final String word;

    WorkloadType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
