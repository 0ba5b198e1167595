package dev.damson.policy.prove;

import java.util.BitSet;

/**
 * Whom a list of peers picks.
 *
 * @param everybody it has {@code any}
 * @param outside it has {@code external}
 * @param workloads places of the workloads that it picks, by whatever address
 * @param ranges places of the address ranges that its CIDRs cover
 */
record PeerPick(boolean everybody, boolean outside, BitSet workloads, BitSet ranges) {
    static PeerPick none() {
        return new PeerPick(false, false, new BitSet(), new BitSet());
    }

    /** An address in a range that these workloads have; without one it is outside. */
    boolean picks(BitSet owners, int range) {
        return everybody || outside && owners.isEmpty() || workloads.intersects(owners) || ranges.get(range);
    }

    /** The own end of one workload, from an address in a range. */
    boolean picksOwn(int workload, int range) {
        return everybody || workloads.get(workload) || ranges.get(range);
    }

    PeerPick or(PeerPick other) {
        var bothWorkloads = (BitSet) workloads.clone();
        bothWorkloads.or(other.workloads);
        var bothRanges = (BitSet) ranges.clone();
        bothRanges.or(other.ranges);
        return new PeerPick(everybody || other.everybody, outside || other.outside, bothWorkloads, bothRanges);
    }
}
