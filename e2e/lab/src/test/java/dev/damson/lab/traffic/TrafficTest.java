package dev.damson.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.lab.Await;
import dev.damson.lab.LaboratoryFixture;
import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.network.Laboratory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class TrafficTest {
    private final String prefix = LaboratoryFixture.uniquePrefix();
    private final Inventory inventory = new Inventory(LaboratoryFixture.shops().workloads().stream()
            .filter(workload -> workload.tenant().equals("acme") && !workload.isAppliance())
            .toList());

    @Test
    void everyPairSucceedsWhereEveryFrameHasAPath() throws Exception {
        try (var laboratory = Laboratory.create(prefix, inventory)) {
            connectAll(laboratory);
            try (var traffic = Traffic.start(laboratory, inventory)) {
                Await.until(
                        "each pair succeeds at least once: " + traffic.status(),
                        () -> traffic.status().stream().allMatch(pair -> pair.ok() > 0));
                assertThat(traffic.status())
                        .extracting(PairStatus::protocol)
                        .contains("http", "database", "dns-udp", "dns-tcp", "ping");
                assertThat(traffic.status()).extracting(PairStatus::family).contains("IPv4", "IPv6");
            }
        }
    }

    @Test
    void everyPairFailsWhereNoFrameHasAPath() throws Exception {
        try (var laboratory = Laboratory.create(prefix, inventory);
                var traffic = Traffic.start(laboratory, inventory)) {
            Await.until(
                    "each pair was tried",
                    () -> traffic.status().stream().allMatch(pair -> pair.ok() + pair.failed() > 0));
            assertThat(traffic.status()).allSatisfy(pair -> {
                assertThat(pair.ok()).isZero();
                assertThat(pair.lastOutcome()).isIn("timed out", "unreachable");
            });
        }
    }

    @Test
    void aTestFindsThePayloadThatItSent() throws Exception {
        try (var laboratory = Laboratory.create(prefix, inventory)) {
            connectAll(laboratory);
            try (var traffic = Traffic.start(laboratory, inventory)) {
                assertThat(traffic.status()).isNotEmpty();
                var web = laboratory.workload("acme", "web-1");
                var app = new InetSocketAddress(InetAddress.ofLiteral("10.1.0.21"), 8080);
                assertThat(Http.get(web, app, "/purple-marker", Duration.ofSeconds(5)))
                        .isEqualTo("Hello from app-1\n/purple-marker\n");
            }
        }
    }

    private void connectAll(Laboratory laboratory) throws Exception {
        var interfaces = inventory.workloads().stream()
                .map(workload -> workload.hostInterface(workload.ports().getFirst()))
                .toList();
        LaboratoryFixture.bridge(laboratory.host(), "everyone", List.copyOf(interfaces));
    }
}
