package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.edge.kernel.bpf.AttachedPrograms;
import dev.damson.edge.kernel.bpf.TcxHook;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.lab.inventory.Inventory;
import dev.damson.wire.proto.PortReport;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Interfaces come and go, ports are bound and unbound, tenants have the same addresses. */
@Tag("kernel")
class PortsTest {
    private static final int PORT = 8080;
    private static final String WEB = "port/acme/shop/web-1/eth0";

    private EdgeHost host;

    @BeforeEach
    void enforce() throws IOException {
        host = new EdgeHost();
        for (var tenant : host.inventory.tenants()) {
            host.listen(tenant, "app-1", PORT);
        }
        host.director.bind(host::tell, host.inventory, 1);
        for (var tenant : host.inventory.tenants()) {
            host.edge().caughtUp(Topics.domain(tenant, "shop"));
        }
        Compiled.publish(host, "acme", 1, SmallPlans.everybodyTo(host.inventory, "acme", PORT));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private void inHost(String... command) throws IOException {
        var result = host.laboratory.host().exec(command);
        assertEquals(0, result.exitCode(), result::errors);
    }

    /** A host that got no answer to its question for a MAC asks again after a second. */
    private void awaitConnection(String tenant) throws Exception {
        Await.until("a connection", () -> host.connect(tenant, "web-1", "app-1", PORT) == CONNECTED);
    }

    private PortReport.State web() {
        return host.received.report(WEB).getPort().getState();
    }

    @Test
    void oneTenantsRevisionOpensNothingOfAnothers() throws Exception {
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
        assertNotEquals(CONNECTED, host.connect("globex", "web-1", "app-1", PORT));
        Compiled.publish(host, "globex", 1, SmallPlans.everybodyTo(host.inventory, "globex", PORT));
        awaitConnection("globex");
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
    }

    @Test
    void anInterfaceIsGuardedWhenItAppears() throws Exception {
        assertEquals(PortReport.State.GUARDED, web());
        inHost("ip", "link", "delete", "acme-web-1");
        Await.until("the port is absent", () -> web() == PortReport.State.ABSENT);
        var workload = host.laboratory.workload("acme", "web-1");
        inHost(
                "ip",
                "link",
                "add",
                "other-name",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "address",
                "02:00:00:00:01:11",
                "netns",
                workload.name());
        inHost("ip", "link", "set", "other-name", "alias", "damson:acme/shop/web-1/eth0");
        inHost("ip", "link", "set", "other-name", "up");
        assertEquals(
                0,
                workload.exec("ip", "addr", "add", "10.1.0.11/24", "dev", "eth0")
                        .exitCode());
        assertEquals(0, workload.exec("ip", "link", "set", "eth0", "up").exitCode());
        Await.until("the port is guarded", () -> web() == PortReport.State.GUARDED);
        awaitConnection("acme");
    }

    @Test
    void anInterfaceThatIsNobodysIsLeftAlone() throws IOException {
        inHost("ip", "link", "add", "stranger", "type", "veth", "peer", "name", "stranger-peer");
        inHost("ip", "link", "set", "stranger", "up");
        inHost("ip", "link", "set", "stranger-peer", "up");
        host.director.bind(host::tell, host.inventory, 2);
        assertFalse(isGuarded("stranger"));
        assertTrue(isGuarded("acme-web-1"));
        inHost("ip", "link", "delete", "stranger");
    }

    private boolean isGuarded(String name) {
        try (var namespace = Netns.of(host.laboratory.host().path().toString());
                var inside = NamespaceThread.in(namespace)) {
            return inside.get(() -> {
                try (var route = NetlinkRoute.open()) {
                    var index = route.link(name).orElseThrow().index();
                    return !AttachedPrograms.at(index, TcxHook.INGRESS)
                            .inOrder()
                            .isEmpty();
                }
            });
        }
    }

    @Test
    void aPortThatIsBoundNoMoreIsClosedUntilItIsBoundAgain() throws Exception {
        var without = new Inventory(host.inventory.workloads().stream()
                .filter(workload -> !workload.name().equals("web-1"))
                .toList());
        host.director.bind(host::tell, without, 2);
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
        assertTrue(isGuarded("acme-web-1"));
        host.stopEdge();
        host.startEdge();
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
        host.director.bind(host::tell, host.inventory, 3);
        awaitConnection("acme");
    }

    @Test
    void olderBindingsAreRefused() throws IOException {
        host.director.bind(host::tell, host.inventory, 5);
        host.director.bind(host::tell, new Inventory(List.of()), 4);
        assertTrue(host.received
                .report("problem/bindings")
                .getProblem()
                .getMessage()
                .contains("older than those in force"));
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
    }
}
