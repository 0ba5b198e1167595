package dev.damson.director.live;

import dev.damson.director.publish.Nanos;
import dev.damson.wire.proto.EdgeReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last report of each key of one edge. Written by one thread, read by many. */
final class ReportedEdge {
    private static final Logger LOG = LoggerFactory.getLogger(ReportedEdge.class);

    private static final String HEARTBEAT = "heartbeat";

    /** Ten times the ports of a large host; an edge that says more is broken, and must not take our memory. */
    private static final int MOST_KEYS = 20_000;

    private final Map<String, EdgeReport> reports = new ConcurrentHashMap<>();
    private final Map<String, TapRate> rates = new ConcurrentHashMap<>();

    /** Keeps a report; returns whether it says something that the one before did not, apart from its time. */
    boolean put(String key, EdgeReport report) {
        if (reports.size() >= MOST_KEYS && !reports.containsKey(key)) {
            LOG.warn("edge \"{}\" reports more than {} things; \"{}\" is left out", report.getEdge(), MOST_KEYS, key);
            return false;
        }
        var before = reports.put(key, report);
        if (report.getBodyCase() == EdgeReport.BodyCase.TAP) {
            rates.put(key, TapRate.of(Optional.ofNullable(before), report));
        }
        return before == null || !body(before).equals(body(report));
    }

    Optional<EdgeReport> remove(String key) {
        rates.remove(key);
        return Optional.ofNullable(reports.remove(key));
    }

    Optional<EdgeReport> heartbeat() {
        return find(HEARTBEAT);
    }

    Optional<EdgeReport> find(String key) {
        return Optional.ofNullable(reports.get(key));
    }

    Stream<EdgeReport> all(EdgeReport.BodyCase kind) {
        return reports.values().stream().filter(report -> report.getBodyCase() == kind);
    }

    /** Of the tap that a key of {@link #reports} is about; none if its last statement is too old to tell. */
    TapRate rate(String key, Instant now) {
        return find(key)
                .filter(report -> Nanos.toInstant(report.getUnixNanos())
                        .plus(TapRate.SILENCE)
                        .isAfter(now))
                .map(report -> rates.getOrDefault(key, TapRate.NONE))
                .orElse(TapRate.NONE);
    }

    /** The keys of what was said about one kind of thing, with it. */
    Stream<Map.Entry<String, EdgeReport>> entries(EdgeReport.BodyCase kind) {
        return reports.entrySet().stream().filter(entry -> entry.getValue().getBodyCase() == kind);
    }

    private static EdgeReport body(EdgeReport report) {
        return report.toBuilder().clearUnixNanos().build();
    }
}
