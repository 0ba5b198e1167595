package dev.damson.policy.model;

/** Who stands at one side of a rule. */
public sealed interface Peer {
    /** The members of a group, named within the object's own scope. */
    record GroupPeer(String group) implements Peer {}

    /** Every workload of the domain that the selector picks. */
    record SelectorPeer(Selector selector) implements Peer {}

    /** Every address of the block, workloads' addresses included. */
    record CidrPeer(CidrBlock block) implements Peer {}

    /** One workload. */
    record WorkloadPeer(String workload) implements Peer {}

    /** Every address that is not a workload of the domain. */
    record ExternalPeer() implements Peer {}

    /** Everything. */
    record AnyPeer() implements Peer {}

    static Peer any() {
        return new AnyPeer();
    }

    static Peer group(String name) {
        return new GroupPeer(name);
    }
}
