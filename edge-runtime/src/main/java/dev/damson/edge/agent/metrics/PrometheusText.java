package dev.damson.edge.agent.metrics;

import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.CounterReport;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.InstanceReport;
import dev.damson.wire.proto.PortReport;
import dev.damson.wire.proto.RevisionReport;
import dev.damson.wire.proto.TapReport;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The edge's statements as metrics (Prometheus text format 0.0.4), in an order that does not change. */
final class PrometheusText {
    private static final int NANOS_DIGITS = 9;

    /** {@link CounterReport} tells lost events with the packets: the reason's rest says where. */
    private static final String LOST_EVENTS = "lost-flow-event-";

    private final Map<String, Family> families = new TreeMap<>();

    private record Family(String type, String help, TreeSet<String> samples) {}

    private PrometheusText() {}

    /** @param connections established ones on this host */
    static String of(Collection<EdgeReport> statements, int connections) {
        var text = new PrometheusText();
        text.gauge("connections", "Established connections.", "", connections);
        text.gauge("connections_limit", "Established connections that the host can hold.", "", Maps.MAX_CONNECTIONS);
        statements.forEach(text::statement);
        return text.render();
    }

    private void statement(EdgeReport statement) {
        switch (statement.getBodyCase()) {
            case HEARTBEAT -> heartbeat(statement.getHeartbeat());
            case REVISION -> revision(statement.getRevision());
            case PORT -> port(statement.getPort());
            case INSTANCE -> instance(statement.getInstance());
            case PROBLEM -> {
                var problem = statement.getProblem();
                gauge(
                        "problem",
                        "1 where something is wrong, in the words of the edge's log.",
                        labels("subject", problem.getSubject()),
                        problem.getMessage().isEmpty() ? 0 : 1);
            }
            case COUNTERS -> counters(statement.getCounters());
            case TAP -> tap(statement.getTap());
            case BODY_NOT_SET -> {}
        }
    }

    private void heartbeat(Heartbeat heartbeat) {
        sample(
                "start_time_seconds",
                "gauge",
                "Unix time at which the agent began.",
                "",
                BigDecimal.valueOf(heartbeat.getStartedUnixNanos(), NANOS_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString());
        gauge("guarded_ports", "Ports whose interface is guarded.", "", heartbeat.getGuardedPorts());
    }

    private void revision(RevisionReport revision) {
        var labels = labels("tenant", revision.getTenant(), "domain", revision.getDomain());
        gauge("revision", "The revision that is enforced; 0: none, ports are closed.", labels, revision.getRevision());
        gauge("refused_revision", "A newer revision that was refused; 0: none.", labels, revision.getRefusedRevision());
    }

    private void port(PortReport port) {
        gauge(
                "port_state",
                "1 for the state that a port is in.",
                labels(
                        "tenant", port.getTenant(),
                        "domain", port.getDomain(),
                        "workload", port.getWorkload(),
                        "port", port.getPort(),
                        "state", word(port.getState())),
                1);
    }

    private void instance(InstanceReport instance) {
        var labels = labels(
                "tenant", instance.getTenant(),
                "domain", instance.getDomain(),
                "instance", instance.getInstance());
        gauge(
                "instance_state",
                "1 for the state that a service instance is in.",
                labels + "," + labels("state", word(instance.getState())),
                1);
        var packets = "Packets that met a service instance, or would have.";
        packets(packets, "instance", labels, "in", instance.getPacketsIn());
        packets(packets, "instance", labels, "out", instance.getPacketsOut());
        packets(packets, "instance", labels, "bypassed", instance.getBypassed());
        packets(packets, "instance", labels, "refused", instance.getRefused());
        packets(packets, "instance", labels, "not-from-flow", instance.getNotFromFlow());
    }

    private void tap(TapReport tap) {
        var labels = labels("tenant", tap.getTenant(), "domain", tap.getDomain(), "tap", tap.getTap());
        var packets = "Packets of a tap: copied, or lost and where.";
        packets(packets, "tap", labels, "copied", tap.getCopied());
        packets(packets, "tap", labels, "lost-ring", tap.getLostRing());
        packets(packets, "tap", labels, "lost-rate", tap.getLostRate());
        packets(packets, "tap", labels, "lost-queue", tap.getLostQueue());
    }

    private void packets(String help, String of, String labels, String what, long packets) {
        counter(of + "_packets_total", help, labels + "," + labels("what", what), packets);
    }

    private void counters(CounterReport counters) {
        for (var count : counters.getDropsList()) {
            if (count.getReason().startsWith(LOST_EVENTS)) {
                counter(
                        "lost_flow_events_total",
                        "Flow events that were lost, and where.",
                        labels("at", count.getReason().substring(LOST_EVENTS.length())),
                        count.getPackets());
                continue;
            }
            counter(
                    "dropped_packets_total",
                    "Dropped packets by the port that they came from.",
                    labels(
                            "tenant", count.getTenant(),
                            "domain", count.getDomain(),
                            "workload", count.getWorkload(),
                            "port", count.getPort(),
                            "reason", count.getReason()),
                    count.getPackets());
        }
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param pairs name, value, name, value… */
    private static String labels(String... pairs) {
        var text = new StringBuilder();
        for (var i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append(i == 0 ? "" : ",")
                    .append(pairs[i])
                    .append("=\"")
                    .append(value)
                    .append('"');
        }
        return text.toString();
    }

    private void gauge(String name, String help, String labels, long value) {
        sample(name, "gauge", help, labels, Long.toString(value));
    }

    private void counter(String name, String help, String labels, long value) {
        sample(name, "counter", help, labels, Long.toString(value));
    }

    private void sample(String name, String type, String help, String labels, String value) {
        var full = "damson_edge_" + name;
        families.computeIfAbsent(full, _ -> new Family(type, help, new TreeSet<>()))
                .samples()
                .add(full + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + value);
    }

    private String render() {
        var text = new StringBuilder();
        families.forEach((name, family) -> {
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(family.help())
                    .append('\n');
            text.append("# TYPE ")
                    .append(name)
                    .append(' ')
                    .append(family.type())
                    .append('\n');
            family.samples().forEach(sample -> text.append(sample).append('\n'));
        });
        return text.toString();
    }
}
