package dev.damson.lab.network;

import static dev.damson.lab.LaboratoryFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.lab.LaboratoryFixture;
import dev.damson.lab.inventory.Inventory;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bridge on each side of the appliance instead of an edge: web-1 is inside, app-1 outside. */
@Tag("kernel")
class ApplianceTest {
    private static final Set<String> NAMES = Set.of("web-1", "app-1", "fw-1");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String WEB_MAC = "02:00:00:00:01:11";
    private static final String APP_MAC = "02:00:00:00:01:21";

    private final String prefix = LaboratoryFixture.uniquePrefix();

    @BeforeEach
    void putTheApplianceBetween() throws IOException {
        var inventory = new Inventory(LaboratoryFixture.shops().workloads().stream()
                .filter(workload -> workload.tenant().equals("acme") && NAMES.contains(workload.name()))
                .toList());
        var laboratory = Laboratory.create(prefix, inventory);
        LaboratoryFixture.bridge(laboratory.host(), "inside", List.of("acme-web-1", "acme-fw-1-in"));
        LaboratoryFixture.bridge(laboratory.host(), "outside", List.of("acme-app-1", "acme-fw-1-out"));
        // ARP and neighbour discovery do not cross the appliance; an edge would answer them.
        for (var address : List.of("10.1.0.21", "fd00:1::21", "198.18.0.1")) {
            neighbour("web-1", address, APP_MAC);
        }
        for (var address : List.of("10.1.0.11", "fd00:1::11", "198.18.0.0")) {
            neighbour("app-1", address, WEB_MAC);
        }
    }

    @AfterEach
    void remove() throws IOException {
        Laboratory.removeAll(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.21", "fd00:1::21"})
    void passesAndCountsItsPortInBothDirections(String address) throws IOException {
        try (var server = listen("app-1", 8080)) {
            assertThat(connect("web-1", address, 8080, TIMEOUT)).isEqualTo(ConnectOutcome.CONNECTED);
            assertThat(server.isOpen()).isTrue();
        }
        var counters = appliance().counters();
        assertThat(counters.insideToOutside().packets()).isGreaterThanOrEqualTo(2);
        assertThat(counters.outsideToInside().packets()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void dropsAndCountsEverythingElse() throws IOException {
        try (var server = listen("app-1", 9090)) {
            assertThat(connect("web-1", "10.1.0.21", 9090, SHORT)).isEqualTo(ConnectOutcome.TIMED_OUT);
            assertThat(server.isOpen()).isTrue();
        }
        assertThat(laboratory().workload("acme", "app-1").ping(InetAddress.ofLiteral("10.1.0.11"), SHORT))
                .isFalse();
        var counters = appliance().counters();
        assertThat(counters.droppedFromInside().packets()).isPositive();
        assertThat(counters.droppedFromOutside().packets()).isPositive();
        assertThat(counters.insideToOutside().packets()).isZero();
    }

    @Test
    void hangsWhenKilledAndForwardsAgainWhenRestored() throws IOException {
        try (var server = listen("app-1", 8080)) {
            appliance().kill();
            assertThat(connect("web-1", "10.1.0.21", 8080, SHORT)).isEqualTo(ConnectOutcome.TIMED_OUT);
            assertThat(run(laboratory().host(), "ip", "link", "show", "acme-fw-1-in"))
                    .contains("LOWER_UP");
            appliance().restore();
            assertThat(connect("web-1", "10.1.0.21", 8080, TIMEOUT)).isEqualTo(ConnectOutcome.CONNECTED);
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void letsHealthProbesThrough() throws IOException {
        run(laboratory().workload("acme", "web-1"), "ip", "addr", "add", "198.18.0.0/31", "dev", "eth0");
        run(laboratory().workload("acme", "app-1"), "ip", "addr", "add", "198.18.0.1/31", "dev", "eth0");
        var inside = InetAddress.ofLiteral("198.18.0.0");
        var outside = InetAddress.ofLiteral("198.18.0.1");
        try (var probe = laboratory().workload("acme", "web-1").openDatagrams(outside);
                var sink = laboratory().workload("acme", "app-1").openDatagrams(inside)) {
            probe.bind(new InetSocketAddress(inside, Firewall.HEALTH_PORT));
            sink.bind(new InetSocketAddress(outside, Firewall.HEALTH_PORT));
            probe.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), new InetSocketAddress(outside, Firewall.HEALTH_PORT));
            var received = new DatagramPacket(new byte[8], 8);
            sink.socket().setSoTimeout((int) TIMEOUT.toMillis());
            sink.socket().receive(received);
            assertThat(received.getLength()).isEqualTo(3);
        }
        assertThat(appliance().counters().healthInsideToOutside().packets()).isEqualTo(1);
    }

    private Laboratory laboratory() {
        return Laboratory.existing(prefix);
    }

    private Appliance appliance() {
        return laboratory().appliance("acme", "fw-1");
    }

    private ServerSocketChannel listen(String workload, int port) throws IOException {
        return laboratory().workload("acme", workload).openServer().bind(new InetSocketAddress(port));
    }

    private ConnectOutcome connect(String from, String address, int port, Duration timeout) throws IOException {
        var target = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        return laboratory().workload("acme", from).connect(target, timeout);
    }

    private void neighbour(String workload, String address, String mac) throws IOException {
        run(
                laboratory().workload("acme", workload),
                "ip",
                "neigh",
                "replace",
                address,
                "lladdr",
                mac,
                "dev",
                "eth0",
                "nud",
                "permanent");
    }
}
