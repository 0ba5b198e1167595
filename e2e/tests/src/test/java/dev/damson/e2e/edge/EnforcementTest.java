package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.wire.proto.FlowKind;
import dev.damson.wire.proto.PortReport;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One rule on real ports, through the lives of an edge. */
@Tag("kernel")
class EnforcementTest {
    private static final int ALLOWED = 8080;
    private static final int DENIED = 5432;
    private static final String REVISION = "revision/acme/shop";

    private EdgeHost host;

    @BeforeEach
    void bind() throws IOException {
        host = new EdgeHost();
        host.listen("acme", "app-1", ALLOWED);
        host.listen("acme", "app-1", DENIED);
        host.director.bind(host::tell, host.inventory, 1);
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private void enforceOneRule(long revision) {
        var plan = SmallPlans.everybodyTo(host.inventory, "acme", ALLOWED);
        Compiled.publish(host, "acme", revision, plan);
        host.edge().caughtUp(Topics.domain("acme", "shop"));
        assertEquals(revision, host.received.report(REVISION).getRevision().getRevision());
    }

    private void assertOneRule() throws IOException {
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", ALLOWED));
        assertEquals(
                CONNECTED,
                host.connect("acme", "web-1", new InetSocketAddress(host.address("acme", "app-1", 16), ALLOWED)));
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", DENIED));
    }

    @Test
    void nothingPassesBeforeThereIsARevision() throws IOException {
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", ALLOWED));
        var port = host.received.report("port/acme/shop/web-1/eth0").getPort();
        assertEquals(PortReport.State.CLOSED, port.getState());
        assertEquals("acme-web-1", port.getInterface());
    }

    @Test
    void aRuleCountsAsSoonAsItIsAccepted() throws IOException {
        enforceOneRule(1);
        assertOneRule();
        assertTrue(host.laboratory
                .workload("acme", "web-1")
                .exec("ip", "neigh")
                .output()
                .contains("02:00:00:00:01:21"));
    }

    @Test
    void aNewRevisionReplacesTheOldOne() throws IOException {
        enforceOneRule(1);
        assertOneRule();
        Compiled.publish(host, "acme", 2, SmallPlans.everybodyTo(host.inventory, "acme", DENIED));
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", DENIED));
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", ALLOWED));
    }

    @Test
    void aConnectionThatANewRevisionDeniesIsReportedWithWhatItCarried() throws Exception {
        enforceOneRule(1);
        var target = new InetSocketAddress(host.address("acme", "app-1", 4), ALLOWED);
        try (var channel = host.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
            channel.socket().connect(target, (int) Duration.ofSeconds(5).toMillis());
            channel.write(ByteBuffer.wrap(new byte[1_000]));
            try (var accepted = host.accept(0)) {
                accepted.socket().setSoTimeout(5_000);
                assertEquals(1_000, accepted.socket().getInputStream().readNBytes(1_000).length);
                Compiled.publish(host, "acme", 2, SmallPlans.everybodyTo(host.inventory, "acme", DENIED));
                channel.write(ByteBuffer.wrap(new byte[1]));
                Await.until(
                        "the end is reported",
                        () -> host.received.flows.stream()
                                .anyMatch(flow -> flow.getKind() == FlowKind.CLOSED
                                        && flow.getWorkload().equals("web-1")
                                        && flow.getDestinationPort() == ALLOWED
                                        && flow.getPacketsForward() >= 3
                                        && flow.getBytesForward() > 1_000
                                        && flow.getPacketsReverse() >= 1));
            }
        }
    }

    @Test
    void enforcementOutlivesTheAgent() throws IOException {
        enforceOneRule(1);
        host.stopEdge();
        assertOneRule();
        host.startEdge();
        assertOneRule();
    }

    @Test
    void enforcementOutlivesAnAgentThatIsKilled() throws IOException {
        enforceOneRule(1);
        host.stopEdge();
        host.runAndKillEdge();
        assertOneRule();
        host.startEdge();
        assertOneRule();
    }

    @Test
    void aRebootedHostEnforcesWithoutKafka() throws IOException {
        enforceOneRule(1);
        host.stopEdge();
        host.loseKernelState();
        host.startEdge();
        assertOneRule();
    }

    @Test
    void theRightsOfItsUnitAreEnoughToEnforceAfterAReboot() throws IOException {
        enforceOneRule(1);
        host.stopEdge();
        host.loseKernelState();
        host.runAndKillEdge();
        assertOneRule();
        host.startEdge();
    }

    @Test
    void anEstablishedConnectionSurvivesARestartOfTheAgent() throws IOException {
        enforceOneRule(1);
        var target = new InetSocketAddress(host.address("acme", "app-1", 4), ALLOWED);
        try (var channel = host.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
            channel.socket().connect(target, (int) Duration.ofSeconds(5).toMillis());
            host.stopEdge();
            host.startEdge();
            channel.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            try (var accepted = host.accept(0)) {
                accepted.socket().setSoTimeout(5_000);
                assertEquals('h', accepted.socket().getInputStream().read());
            }
        }
    }
}
