package dev.damson.edge.kernel.bpf;

/** What an update may find. */
public enum UpdateMode {
    /** Anything: creates or replaces. */
    ANY(0),
    /** Nothing: fails with EEXIST on a present key. */
    ABSENT(1),
    /** An entry: fails with ENOENT on an absent key. */
    PRESENT(2);

    final int flag;

    UpdateMode(int flag) {
        this.flag = flag;
    }
}
