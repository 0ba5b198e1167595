package dev.damson.policy.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A copy of selected traffic.
 *
 * @param verdicts only packets with one of these; both: whatever the verdict
 * @param at absent: at the source where that is a workload, at the destination otherwise
 * @param sampleOneIn every n-th flow, 1 is every flow
 * @param packetsPerSecond the most copies a second; absent: the edge's own bound
 * @param retention how long copies are kept; absent: the store's own bound
 */
public record VirtualTap(
        Metadata metadata,
        String reason,
        Match match,
        PacketSide packets,
        SortedSet<TapVerdict> verdicts,
        Optional<CapturePoint> at,
        ChainSide chain,
        Snap snap,
        int sampleOneIn,
        OptionalInt packetsPerSecond,
        Expiry expiry,
        Optional<Duration> retention,
        List<Delivery> deliver)
        implements PolicyObject {

    /** Which flows, by who began them. */
    public record Match(List<Peer> from, List<Peer> to, List<Service> services) {
        public Match {
            from = List.copyOf(from);
            to = List.copyOf(to);
            services = List.copyOf(services);
        }
    }

    public VirtualTap {
        verdicts = Collections.unmodifiableSortedSet(new TreeSet<>(verdicts));
        deliver = List.copyOf(deliver);
    }

    public VirtualTap withReason(String reason) {
        return new VirtualTap(
                metadata,
                reason,
                match,
                packets,
                verdicts,
                at,
                chain,
                snap,
                sampleOneIn,
                packetsPerSecond,
                expiry,
                retention,
                deliver);
    }

    /** The same whatever becomes of a packet. */
    public VirtualTap withEveryVerdict() {
        return new VirtualTap(
                metadata,
                reason,
                match,
                packets,
                new TreeSet<>(List.of(TapVerdict.values())),
                at,
                chain,
                snap,
                sampleOneIn,
                packetsPerSecond,
                expiry,
                retention,
                deliver);
    }

    public VirtualTap withExpiry(Expiry expiry) {
        return new VirtualTap(
                metadata,
                reason,
                match,
                packets,
                verdicts,
                at,
                chain,
                snap,
                sampleOneIn,
                packetsPerSecond,
                expiry,
                retention,
                deliver);
    }
}
