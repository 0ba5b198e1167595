package dev.damson.policy.classify;

/**
 * Addresses of the same workloads under the same CIDR blocks: the least that a peer can pick.
 *
 * @param owners places of the workloads that have the addresses; none: they are outside
 * @param blocks the CIDR blocks that hold for the addresses
 * @param family 4 or 6 where a rule tells the families apart, else 0
 */
record Unit(IntSet owners, IntSet blocks, int family) {
    boolean isOutside() {
        return owners.isEmpty();
    }
}
