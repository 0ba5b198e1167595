package dev.damson.edge.agent.report;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.PortId;
import dev.damson.edge.agent.stream.StreamSink;
import dev.damson.wire.proto.CounterReport;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.InstanceReport;
import dev.damson.wire.proto.PortReport;
import dev.damson.wire.proto.ProblemReport;
import dev.damson.wire.proto.RevisionReport;
import dev.damson.wire.proto.TapReport;
import dev.damson.wire.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the edge says. A statement that has not changed is not repeated, except on {@link #repeat}, since records of a
 * topic may get lost with it. Safe for many threads.
 */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String edge;
    private final StreamSink sink;
    private final Map<String, EdgeReport> said = new ConcurrentHashMap<>();

    public Reports(String edge, StreamSink sink) {
        this.edge = edge;
        this.sink = sink;
    }

    /** Unix nanoseconds of now. */
    public static long unixNanos() {
        var now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    public void heartbeat(Heartbeat heartbeat) {
        send("heartbeat", EdgeReport.newBuilder().setHeartbeat(heartbeat));
    }

    public void revision(RevisionReport revision) {
        tell(
                "revision/" + revision.getTenant() + "/" + revision.getDomain(),
                EdgeReport.newBuilder().setRevision(revision));
    }

    public void port(PortReport port) {
        var key = "port/%s/%s/%s/%s".formatted(port.getTenant(), port.getDomain(), port.getWorkload(), port.getPort());
        tell(key, EdgeReport.newBuilder().setPort(port));
    }

    public void instance(InstanceReport instance) {
        var key = "instance/%s/%s/%s".formatted(instance.getTenant(), instance.getDomain(), instance.getInstance());
        tell(key, EdgeReport.newBuilder().setInstance(instance));
    }

    public void tap(TapReport tap) {
        var key = "tap/%s/%s/%s".formatted(tap.getTenant(), tap.getDomain(), tap.getTap());
        tell(key, EdgeReport.newBuilder().setTap(tap));
    }

    public void counters(CounterReport counters) {
        tell("counters", EdgeReport.newBuilder().setCounters(counters));
    }

    /** Something is wrong; it is logged once, until it is {@link #solved} or said in other words. */
    public void problem(String subject, String message) {
        var report = ProblemReport.newBuilder().setSubject(subject).setMessage(message);
        if (tell("problem/" + subject, EdgeReport.newBuilder().setProblem(report))) {
            LOG.warn("{}: {}", subject, message);
        }
    }

    public void problem(DomainId subject, String message) {
        problem(subject.toString(), message);
    }

    public void problem(PortId subject, String message) {
        problem(subject.toString(), message);
    }

    /** What was wrong is not any more; nothing happens if nothing was. */
    public void solved(String subject) {
        var last = said.get("problem/" + subject);
        if (last != null && !last.getProblem().getMessage().isEmpty()) {
            var report = ProblemReport.newBuilder().setSubject(subject);
            tell("problem/" + subject, EdgeReport.newBuilder().setProblem(report));
            LOG.info("{}: solved", subject);
        }
    }

    /** What was said last under each key. */
    public List<EdgeReport> all() {
        return List.copyOf(said.values());
    }

    /** Says everything again. */
    public void repeat() {
        said.forEach(this::offer);
    }

    private boolean tell(String key, EdgeReport.Builder statement) {
        var report = statement.setEdge(edge).build();
        var last = said.get(key);
        if (last != null && last.toBuilder().clearUnixNanos().build().equals(report)) {
            return false;
        }
        send(key, statement);
        return true;
    }

    private void send(String key, EdgeReport.Builder statement) {
        var report = statement.setEdge(edge).setUnixNanos(unixNanos()).build();
        said.put(key, report);
        offer(key, report);
    }

    /** One that gets lost is repeated soon. */
    private void offer(String key, EdgeReport report) {
        sink.offer(Topics.report(edge), key, report.toByteArray(), () -> {});
    }
}
