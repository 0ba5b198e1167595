package dev.damson.edge.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.TestNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetlinkRouteTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private TestNetwork network;
    private NetlinkRoute route;
    private LinkWatch watch;

    @BeforeEach
    void build() {
        network = new TestNetwork("route");
        var host = network.onHost();
        route = host.get(NetlinkRoute::open);
        watch = host.get(LinkWatch::open);
    }

    @AfterEach
    void remove() {
        watch.close();
        route.close();
        network.close();
    }

    @Test
    void theInterfacesOfTheNamespaceAreListed() {
        TestNetwork.run("ip", "-n", network.host, "link", "set", "port", "alias", "damson:acme/shop/web-1/eth0");
        TestNetwork.run("ip", "-n", network.host, "link", "set", "port", "address", "02:00:00:00:01:11", "mtu", "1400");

        var links = route.links();

        assertThat(links).extracting(NetworkLink::name).contains("lo", "port");
        assertThat(links).filteredOn(link -> link.name().equals("lo")).allSatisfy(loopback -> {
            assertThat(loopback.kind()).isEmpty();
            assertThat(loopback.alias()).isEmpty();
            assertThat(loopback.peer()).isEmpty();
        });
        assertThat(links)
                .filteredOn(link -> link.name().equals("port"))
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.alias()).isEqualTo("damson:acme/shop/web-1/eth0");
                    assertThat(port.mac()).isEqualTo("02:00:00:00:01:11");
                    assertThat(port.kind()).isEqualTo("veth");
                    assertThat(port.up()).isTrue();
                    assertThat(port.running()).isTrue();
                    assertThat(port.mtu()).isEqualTo(1400);
                    assertThat(port.peer()).isPresent();
                    assertThat(port.peerNamespace()).isPresent();
                    assertThat(port.bridge()).isEmpty();
                });
    }

    @Test
    void oneInterfaceIsFoundByNameAndByIndex() {
        var port = route.link("port").orElseThrow();

        assertThat(route.link(port.index())).contains(port);
        assertThat(route.link("absent")).isEmpty();
        assertThat(route.link(1_000_000)).isEmpty();
        assertThatThrownBy(() -> route.link("a-name-that-is-too-long"))
                .hasMessage("interface name \"a-name-that-is-too-long\" is not of 1 to 15 characters");
    }

    @Test
    void twoHundredInterfacesFitIntoSeveralDatagrams() {
        var names = new ArrayList<String>();
        var commands = new StringBuilder();
        for (var pair = 0; pair < 100; pair++) {
            commands.append("ip -n %s link add a%d type veth peer name b%d; ".formatted(network.host, pair, pair));
            names.addAll(List.of("a" + pair, "b" + pair));
        }
        TestNetwork.run("sh", "-c", commands.toString());

        assertThat(route.links()).extracting(NetworkLink::name).containsAll(names);
    }

    @Test
    void anInterfaceIsSwitchedOn() {
        TestNetwork.run("ip", "-n", network.host, "link", "set", "port", "down");
        var port = route.link("port").orElseThrow();
        assertThat(port.up()).isFalse();

        route.setUp(port.index());

        assertThat(route.link("port").orElseThrow().up()).isTrue();
        assertThatThrownBy(() -> route.setUp(1_000_000))
                .isInstanceOfSatisfying(
                        KernelException.class,
                        refused -> assertThat(refused.errno()).isEqualTo(Errno.ENODEV));
    }

    @Test
    void changesAreHeard() {
        TestNetwork.run("ip", "-n", network.host, "link", "add", "new", "type", "veth", "peer", "name", "newer");
        awaitEvent(event ->
                event instanceof LinkEvent.Changed(var link) && link.name().equals("new"));

        TestNetwork.run("ip", "-n", network.host, "link", "set", "new", "up");
        TestNetwork.run("ip", "-n", network.host, "link", "set", "new", "alias", "damson:acme/shop/web-2/eth0");
        awaitEvent(event ->
                event instanceof LinkEvent.Changed(var link) && link.alias().endsWith("web-2/eth0"));

        TestNetwork.run("ip", "-n", network.host, "link", "delete", "new");
        awaitEvent(event ->
                event instanceof LinkEvent.Removed(var link) && link.name().equals("new"));
    }

    @Test
    void anInterfaceThatJoinsOrLeavesABridgeIsNotRemoved() {
        TestNetwork.run("ip", "-n", network.host, "link", "add", "bridge", "type", "bridge");
        TestNetwork.run("ip", "-n", network.host, "link", "set", "port", "master", "bridge");
        awaitEvent(event ->
                event instanceof LinkEvent.Changed(var link) && link.bridge().isPresent());
        TestNetwork.run("ip", "-n", network.host, "link", "set", "port", "nomaster");
        TestNetwork.run("ip", "-n", network.host, "link", "set", "port", "alias", "left");
        var heard = awaitEvent(event ->
                event instanceof LinkEvent.Changed(var link) && link.alias().equals("left"));

        assertThat(heard).noneMatch(LinkEvent.Removed.class::isInstance);
    }

    @Test
    void aWatcherIsWokenByAnotherThread() {
        watch.wakeUp();

        assertThat(watch.await(LONG_ENOUGH)).isEmpty();
    }

    private List<LinkEvent> awaitEvent(Predicate<LinkEvent> wanted) {
        var heard = new ArrayList<LinkEvent>();
        while (heard.stream().noneMatch(wanted)) {
            var more = watch.await(LONG_ENOUGH);
            assertThat(more).as("events after %s", heard).isNotEmpty();
            heard.addAll(more);
        }
        return heard;
    }
}
