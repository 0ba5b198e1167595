package dev.damson.director.flow;

import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.Judgement;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.TrafficSum;
import dev.damson.topology.traffic.TrafficVerdict;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.FlowKind;
import dev.damson.wire.proto.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Adds up the flow events of one tenant until they are written. For one thread. */
final class FlowSums {
    /** Sums between two writes; a scan of many ports and peers must not take the memory of the others. */
    static final int MOST_SUMS = 10_000;

    /** Addresses outside that are kept apart in one domain between two writes; the rest is one endpoint. */
    static final int MOST_OUTSIDE = 200;

    private static final long SECONDS_PER_MINUTE = 60;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private record Key(
            String domain, Endpoint source, Endpoint target, long minute, String service, Judgement judgement) {}

    private static final class Counts {
        private long flows;
        private long packets;
        private long bytes;
    }

    private final Function<FlowEvent, String> ruleName;
    private final Map<Key, Counts> sums = new HashMap<>();
    private final Map<String, Set<Endpoint>> outside = new HashMap<>();

    /** @param ruleName domain/policy/rule of the rule that decided an event, empty if unknown */
    FlowSums(Function<FlowEvent, String> ruleName) {
        this.ruleName = ruleName;
    }

    void add(FlowEvent event) {
        var key = new Key(
                event.getDomain(),
                endpoint(
                        event.getDomain(),
                        event.getSourceWorkload(),
                        event.getSource().toByteArray()),
                endpoint(
                        event.getDomain(),
                        event.getDestinationWorkload(),
                        event.getDestination().toByteArray()),
                Math.floorDiv(event.getUnixNanos(), NANOS_PER_SECOND * SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE,
                ServiceName.of(event.getProtocol(), event.getDestinationPort()),
                judgement(event));
        var counts = sums.computeIfAbsent(key, missing -> new Counts());
        // A connection is counted as a flow when it begins, and with its packets when it ends.
        if (event.getKind() != FlowKind.CLOSED) {
            counts.flows += 1 + event.getSuppressed();
        }
        counts.packets += packets(event);
        // What an opening event has carried so far is part of what its closing event says.
        if (event.getKind() != FlowKind.NEW) {
            counts.bytes += event.getBytesForward() + event.getBytesReverse();
        }
    }

    boolean isFull() {
        return sums.size() >= MOST_SUMS;
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** What was added up since the last call. */
    List<TrafficSum> take() {
        var taken = new ArrayList<TrafficSum>(sums.size());
        sums.forEach((key, counts) -> taken.add(new TrafficSum(
                key.domain(),
                key.source(),
                key.target(),
                key.minute(),
                key.service(),
                key.judgement(),
                counts.flows,
                counts.packets,
                counts.bytes)));
        sums.clear();
        outside.clear();
        return taken;
    }

    private Judgement judgement(FlowEvent event) {
        var verdict = verdict(event);
        return new Judgement(
                verdict,
                ruleName.apply(event),
                event.getEdge(),
                event.getEnd() == End.TARGET ? JudgingEnd.TARGET : JudgingEnd.SOURCE,
                event.getRevision(),
                switch (verdict) {
                    // What a would-deny is called already says it.
                    case WOULD_DENY -> false;
                    case ALLOWED -> event.getPending() == Verdict.DENY || event.getPending() == Verdict.REJECTED;
                    case DENIED -> event.getPending() == Verdict.ALLOWED;
                });
    }

    private static TrafficVerdict verdict(FlowEvent event) {
        return switch (event.getKind()) {
            case DENIED -> TrafficVerdict.DENIED;
            case WOULD_DENY -> TrafficVerdict.WOULD_DENY;
            case NEW, CLOSED, FLOW_KIND_UNSPECIFIED, UNRECOGNIZED -> TrafficVerdict.ALLOWED;
        };
    }

    /** A denied packet is a packet; what begins has its packets in the event that closes it. */
    private static long packets(FlowEvent event) {
        var carried = event.getPacketsForward() + event.getPacketsReverse();
        return switch (event.getKind()) {
            case DENIED, WOULD_DENY -> Math.max(carried, 1 + event.getSuppressed());
            case CLOSED -> carried;
            case NEW, FLOW_KIND_UNSPECIFIED, UNRECOGNIZED -> 0;
        };
    }

    private Endpoint endpoint(String domain, String workload, byte[] address) {
        if (!workload.isEmpty()) {
            return new Endpoint.Workload(workload);
        }
        var seen = outside.computeIfAbsent(domain, missing -> new HashSet<>());
        var endpoint = new Endpoint.Outside(text(address));
        if (seen.size() >= MOST_OUTSIDE && !seen.contains(endpoint)) {
            return Endpoint.OTHERS;
        }
        seen.add(endpoint);
        return endpoint;
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException wrongLength) {
            return "unknown";
        }
    }
}
