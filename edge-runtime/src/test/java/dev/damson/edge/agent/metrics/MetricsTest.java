package dev.damson.edge.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.wire.proto.CounterReport;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.InstanceReport;
import dev.damson.wire.proto.PortReport;
import dev.damson.wire.proto.ProblemReport;
import dev.damson.wire.proto.ReasonCount;
import dev.damson.wire.proto.RevisionReport;
import dev.damson.wire.proto.TapReport;
import dev.damson.wire.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a scraper reads. */
class MetricsTest {
    private static final InetSocketAddress ANY_PORT = InetSocketAddress.createUnresolved("127.0.0.1", 0);

    private static EdgeReport.Builder statement() {
        return EdgeReport.newBuilder().setEdge("edge-1");
    }

    @Test
    void everyStatementIsAMetric() {
        var statements = List.of(
                statement()
                        .setHeartbeat(Heartbeat.newBuilder()
                                .setStartedUnixNanos(1_500_000_000L)
                                .setGuardedPorts(2))
                        .build(),
                statement()
                        .setRevision(RevisionReport.newBuilder()
                                .setTenant("acme")
                                .setDomain("shop")
                                .setRevision(7))
                        .build(),
                statement()
                        .setPort(PortReport.newBuilder()
                                .setTenant("acme")
                                .setDomain("shop")
                                .setWorkload("web-1")
                                .setPort("eth0")
                                .setState(PortReport.State.GUARDED))
                        .build(),
                statement()
                        .setInstance(InstanceReport.newBuilder()
                                .setTenant("acme")
                                .setDomain("shop")
                                .setInstance("fw-1")
                                .setState(InstanceReport.State.UP)
                                .setPacketsIn(5)
                                .setPacketsOut(4))
                        .build(),
                statement()
                        .setCounters(CounterReport.newBuilder()
                                .addDrops(ReasonCount.newBuilder()
                                        .setTenant("acme")
                                        .setDomain("shop")
                                        .setWorkload("web-1")
                                        .setPort("eth0")
                                        .setReason("fragment-overlap")
                                        .setPackets(3))
                                .addDrops(ReasonCount.newBuilder()
                                        .setReason("lost-flow-event-ring")
                                        .setPackets(9)))
                        .build(),
                statement()
                        .setTap(TapReport.newBuilder()
                                .setTenant("acme")
                                .setDomain("shop")
                                .setTap("web-app")
                                .setCopied(11)
                                .setLostRate(1))
                        .build(),
                statement()
                        .setProblem(ProblemReport.newBuilder()
                                .setSubject("a \"quoted\" one")
                                .setMessage("is wrong"))
                        .build());
        assertThat(PrometheusText.of(statements, 12)).isEqualTo("""
            # HELP damson_edge_connections Established connections.
            # TYPE damson_edge_connections gauge
            damson_edge_connections 12
            # HELP damson_edge_connections_limit Established connections that the host can hold.
            # TYPE damson_edge_connections_limit gauge
            damson_edge_connections_limit 65536
            # HELP damson_edge_dropped_packets_total Dropped packets by the port that they came from.
            # TYPE damson_edge_dropped_packets_total counter
            damson_edge_dropped_packets_total{tenant="acme",domain="shop",workload="web-1",port="eth0",reason="fragment-overlap"} 3
            # HELP damson_edge_guarded_ports Ports whose interface is guarded.
            # TYPE damson_edge_guarded_ports gauge
            damson_edge_guarded_ports 2
            # HELP damson_edge_instance_packets_total Packets that met a service instance, or would have.
            # TYPE damson_edge_instance_packets_total counter
            damson_edge_instance_packets_total{tenant="acme",domain="shop",instance="fw-1",what="bypassed"} 0
            damson_edge_instance_packets_total{tenant="acme",domain="shop",instance="fw-1",what="in"} 5
            damson_edge_instance_packets_total{tenant="acme",domain="shop",instance="fw-1",what="not-from-flow"} 0
            damson_edge_instance_packets_total{tenant="acme",domain="shop",instance="fw-1",what="out"} 4
            damson_edge_instance_packets_total{tenant="acme",domain="shop",instance="fw-1",what="refused"} 0
            # HELP damson_edge_instance_state 1 for the state that a service instance is in.
            # TYPE damson_edge_instance_state gauge
            damson_edge_instance_state{tenant="acme",domain="shop",instance="fw-1",state="up"} 1
            # HELP damson_edge_lost_flow_events_total Flow events that were lost, and where.
            # TYPE damson_edge_lost_flow_events_total counter
            damson_edge_lost_flow_events_total{at="ring"} 9
            # HELP damson_edge_port_state 1 for the state that a port is in.
            # TYPE damson_edge_port_state gauge
            damson_edge_port_state{tenant="acme",domain="shop",workload="web-1",port="eth0",state="guarded"} 1
            # HELP damson_edge_problem 1 where something is wrong, in the words of the edge's log.
            # TYPE damson_edge_problem gauge
            damson_edge_problem{subject="a \\"quoted\\" one"} 1
            # HELP damson_edge_refused_revision A newer revision that was refused; 0: none.
            # TYPE damson_edge_refused_revision gauge
            damson_edge_refused_revision{tenant="acme",domain="shop"} 0
            # HELP damson_edge_revision The revision that is enforced; 0: none, ports are closed.
            # TYPE damson_edge_revision gauge
            damson_edge_revision{tenant="acme",domain="shop"} 7
            # HELP damson_edge_start_time_seconds Unix time at which the agent began.
            # TYPE damson_edge_start_time_seconds gauge
            damson_edge_start_time_seconds 1.5
            # HELP damson_edge_tap_packets_total Packets of a tap: copied, or lost and where.
            # TYPE damson_edge_tap_packets_total counter
            damson_edge_tap_packets_total{tenant="acme",domain="shop",tap="web-app",what="copied"} 11
            damson_edge_tap_packets_total{tenant="acme",domain="shop",tap="web-app",what="lost-queue"} 0
            damson_edge_tap_packets_total{tenant="acme",domain="shop",tap="web-app",what="lost-rate"} 1
            damson_edge_tap_packets_total{tenant="acme",domain="shop",tap="web-app",what="lost-ring"} 0
            """);
    }

    private static String ask(MetricsServer server, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theServerAnswersOnePath() throws IOException {
        try (var server = MetricsServer.start(ANY_PORT, () -> "some 1\n")) {
            assertThat(ask(server, "GET /metrics"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\nsome 1\n");
            assertThat(ask(server, "GET /")).startsWith("HTTP/1.1 404 Not Found\r\n");
            assertThat(ask(server, "POST /metrics")).startsWith("HTTP/1.1 404 Not Found\r\n");
            assertThat(ask(server, "GET /metrics?x=1")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertThatThrownBy(() -> MetricsServer.start(InetSocketAddress.createUnresolved("0.0.0.0", 0), () -> ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("must be an address of loopback");
    }
}
