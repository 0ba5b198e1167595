package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.lab.network.Appliance;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.FlowKind;
import dev.damson.wire.proto.InstanceReport;
import dev.damson.wire.proto.Verdict;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference file enforced: rules, events, a tap and an appliance in the way. */
@Tag("kernel")
class ShopTest {
    private static final String INSTANCE = "instance/acme/shop/fw-1";
    private static final int WEB = 80;
    private static final int APP = 8080;
    private static final int DATABASE = 5432;

    private EdgeHost host;
    private Appliance appliance;

    @BeforeEach
    void enforce() throws IOException {
        host = new EdgeHost();
        appliance = host.laboratory.appliance("acme", "fw-1");
        host.listen("acme", "app-1", APP);
        host.listen("acme", "web-1", WEB);
        host.listen("acme", "db-1", DATABASE);
        host.director.bind(host::tell, host.inventory, 1);
        host.edge().caughtUp(Topics.domain("acme", "shop"));
        Shop.publish(host, 1);
        assertEquals(
                "", host.received.report("revision/acme/shop").getRevision().getRefused());
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    @Test
    void theShopWorksAndNothingElse() throws IOException {
        assertEquals(CONNECTED, host.connect("acme", "client-1", "web-1", WEB));
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", APP));
        assertEquals(CONNECTED, host.connect("acme", "app-1", "db-1", DATABASE));
        assertNotEquals(CONNECTED, host.connect("acme", "client-1", "db-1", DATABASE));
        assertNotEquals(CONNECTED, host.connect("acme", "client-1", "app-1", APP));
        assertTrue(host.laboratory.workload("acme", "web-1").ping(host.address("acme", "app-1", 4), EdgeHost.PATIENCE));
    }

    @Test
    void whatIsDeniedIsReported() throws Exception {
        host.connect("acme", "client-1", "db-1", DATABASE);
        Await.until("a denied flow", () -> host.received.flows.stream().anyMatch(ShopTest::isDeniedDatabase));
        var event = host.received.flows.stream()
                .filter(ShopTest::isDeniedDatabase)
                .findFirst()
                .orElseThrow();
        assertEquals("client-1", event.getSourceWorkload());
        assertEquals("db-1", event.getDestinationWorkload());
        assertEquals(Verdict.DENY, event.getEnforced());
        assertEquals(1, event.getRevision());
        Await.until(
                "the drop is counted",
                () -> host.received.find("counters").stream()
                        .flatMap(report -> report.getCounters().getDropsList().stream())
                        .anyMatch(drop -> drop.getWorkload().equals("client-1")
                                && drop.getReason().equals("denied")));
    }

    private static boolean isDeniedDatabase(FlowEvent event) {
        return event.getKind() == FlowKind.DENIED && event.getDestinationPort() == DATABASE;
    }

    @Test
    void aConnectionIsReportedWhenItBeginsAndWhenItEnds() throws Exception {
        assertEquals(CONNECTED, host.connect("acme", "client-1", "web-1", WEB));
        Await.until(
                "a new flow",
                () -> host.received.flows.stream()
                        .anyMatch(event -> event.getKind() == FlowKind.NEW && event.getDestinationPort() == WEB));
        host.accept(1).close();
        Await.until(
                "a closed flow",
                () -> host.received.flows.stream()
                        .anyMatch(event -> event.getKind() == FlowKind.CLOSED
                                && event.getDestinationPort() == WEB
                                && event.getPacketsForward() >= 3
                                && event.getPacketsReverse() >= 2));
    }

    @Test
    void tappedPacketsCarryWhatWasSent() throws Exception {
        var target = new InetSocketAddress(host.address("acme", "app-1", 4), APP);
        try (var channel = host.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
            channel.socket().connect(target, (int) Duration.ofSeconds(5).toMillis());
            OutputStream out = channel.socket().getOutputStream();
            out.write("the very payload".getBytes(StandardCharsets.US_ASCII));
            Await.until(
                    "the payload in the tap",
                    () -> host.received.packets.stream()
                            .anyMatch(tapped -> new String(tapped.packet().data(), StandardCharsets.ISO_8859_1)
                                    .endsWith("the very payload")));
        }
        var tapped = host.received.packets.getFirst();
        assertEquals(Topics.tap("acme"), tapped.topic());
        assertTrue(tapped.key().startsWith("shop/web-app/"), tapped.key());
        assertEquals("web-1", tapped.packet().facts().getWorkload());
        assertEquals(Verdict.ALLOWED, tapped.packet().facts().getVerdict());
        assertTrue(tapped.packet().inbound());
    }

    @Test
    void theApplianceIsProvenAndSeesTheFlowsItInspects() throws Exception {
        Await.until("the instance is proven", () -> state() == InstanceReport.State.UP);
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", APP));
        var counters = appliance.counters();
        assertTrue(counters.insideToOutside().packets() > 0, counters::toString);
    }

    private InstanceReport.State state() {
        return host.received
                .find(INSTANCE)
                .map(report -> report.getInstance().getState())
                .orElse(InstanceReport.State.STATE_UNSPECIFIED);
    }

    @Test
    void closedStopsWhenTheApplianceHangs() throws Exception {
        Await.until("the instance is proven", () -> state() == InstanceReport.State.UP);
        appliance.kill();
        Await.until("the instance is down", () -> state() == InstanceReport.State.DOWN);
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", APP));
        appliance.restore();
        Await.until("the instance is up again", () -> state() == InstanceReport.State.UP);
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", APP));
    }

    @Test
    void openPassesByWhenTheApplianceHangs() throws Exception {
        Shop.publish(host, 2, text -> text.replace("onFailure: closed", "onFailure: open"));
        Await.until("the instance is proven", () -> state() == InstanceReport.State.UP);
        appliance.kill();
        Await.until("the instance is down", () -> state() == InstanceReport.State.DOWN);
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", APP));
        Await.until(
                "what passed by is counted",
                () -> host.received.report(INSTANCE).getInstance().getBypassed() > 0);
    }
}
