package dev.damson.lab.network;

import static dev.damson.lab.LaboratoryFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.lab.LaboratoryFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class LaboratoryTest {
    private static final String PREFIX = LaboratoryFixture.uniquePrefix();
    private static final Duration SHORT = Duration.ofMillis(300);

    private static String machinesInterfacesBefore = "";

    @BeforeAll
    static void create() throws IOException {
        machinesInterfacesBefore = machinesInterfaces();
        Laboratory.create(PREFIX, LaboratoryFixture.shops());
    }

    @AfterAll
    static void remove() throws IOException {
        Laboratory.removeAll(PREFIX);
    }

    @Test
    void leavesTheMachinesOwnNamespaceAsItWas() throws IOException {
        assertThat(machinesInterfaces()).isEqualTo(machinesInterfacesBefore);
    }

    @ParameterizedTest
    @CsvSource({
        "acme, web-1, 02:00:00:00:01:11, 10.1.0.11/24, fd00:1::11/64",
        "acme, db-1, 02:00:00:00:01:31, 10.1.0.31/24, fd00:1::31/64",
        "acme, dns-1, 02:00:00:00:01:53, 10.1.0.53/24, fd00:1::53/64",
        "globex, web-1, 02:00:00:00:02:11, 10.1.0.11/24, fd00:1::11/64",
        "globex, client-1, 02:00:00:00:02:41, 10.1.0.41/24, fd00:1::41/64",
    })
    void givesEachWorkloadItsAddresses(String tenant, String name, String mac, String four, String six)
            throws IOException {
        var addresses = run(Laboratory.existing(PREFIX).workload(tenant, name), "ip", "addr", "show", "eth0");
        assertThat(addresses)
                .contains("link/ether " + mac, "inet " + four, "inet6 " + six)
                .doesNotContain("tentative");
    }

    @ParameterizedTest
    @CsvSource({
        "acme-web-1, damson:acme/shop/web-1/eth0",
        "globex-client-1, damson:globex/shop/client-1/eth0",
        "acme-fw-1-in, damson:acme/shop/fw-1/fw-1-in",
        "acme-fw-1-out, damson:acme/shop/fw-1/fw-1-out",
    })
    void namesEachHostSideInterfaceByItsPort(String name, String alias) throws IOException {
        var host = Laboratory.existing(PREFIX).host();
        assertThat(run(host, "ip", "link", "show", name)).contains("alias " + alias, "state UP");
    }

    @Test
    void givesTheHostNoAddressNoBridgeAndNoForwarding() throws IOException {
        var host = Laboratory.existing(PREFIX).host();
        assertThat(run(host, "ip", "-brief", "addr", "show", "up")).doesNotContain("10.", "fe80", "fd00");
        assertThat(run(host, "ip", "link", "show", "type", "bridge")).isEmpty();
        var forwarding = host.inside(() -> Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")));
        assertThat(forwarding.strip()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.11", "fd00:1::11"})
    void hasNoPathWithoutAnEdge(String address) throws IOException {
        var client = Laboratory.existing(PREFIX).workload("acme", "client-1");
        var target = InetAddress.ofLiteral(address);
        assertThat(client.connect(new InetSocketAddress(target, 80), SHORT))
                .isIn(ConnectOutcome.TIMED_OUT, ConnectOutcome.UNREACHABLE);
        assertThat(client.ping(target, SHORT)).isFalse();
    }

    @Test
    void saysWhichNamespaceIsMissing() {
        assertThatThrownBy(() -> Laboratory.existing(PREFIX).workload("acme", "web-9"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("\"" + PREFIX + "-acme-web-9\"");
        assertThatThrownBy(() -> Laboratory.existing(PREFIX + "none")).hasMessageContaining(PREFIX + "none-host");
    }

    private static String machinesInterfaces() throws IOException {
        return Command.run("", List.of("ip", "-brief", "link"));
    }
}
