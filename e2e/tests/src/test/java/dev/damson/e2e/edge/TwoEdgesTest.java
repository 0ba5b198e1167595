package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static dev.damson.lab.network.ConnectOutcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.damson.lab.network.LabNamespace;
import dev.damson.lab.network.Laboratory;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.Profile;
import dev.damson.wire.layout.VerdictRecord.Action;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.FlowKind;
import dev.damson.wire.proto.InstanceReport;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains that span two hosts: web-1 and client-1 live on the first, web-2 and app-2 on the second. */
@Tag("kernel")
class TwoEdgesTest {
    private static final int TCP = 6;
    private static final int PORT = 8080;
    private static final int OTHER_PORT = 5432;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TwoHosts hosts;

    @BeforeEach
    void enforce() throws IOException {
        hosts = new TwoHosts();
        publish("acme", 1, plan("acme", PORT, Action.DENY));
    }

    @AfterEach
    void close() throws IOException {
        hosts.close();
    }

    private DomainPlan plan(String tenant, int port, Action otherwise) {
        return SmallPlans.everybodyTo(hosts.inventory, tenant, TCP, port, otherwise);
    }

    private void publish(String tenant, long revision, DomainPlan plan) {
        hosts.publish(
                Compiled.of(tenant, TestDirector.number(hosts.inventory, tenant), revision, plan, TwoHosts.EDGES));
    }

    private ServerSocketChannel listen(String tenant, String workload, int port) throws IOException {
        var server = hosts.laboratory.workload(tenant, workload).openServer();
        return server.bind(new InetSocketAddress(port));
    }

    /** A connection that is dropped at first is tried again by TCP after a second. */
    private void assertConnects(String from, InetSocketAddress to) throws IOException {
        assertEquals(CONNECTED, hosts.laboratory.workload("acme", from).connect(to, PATIENCE));
    }

    private void assertDenied(String from, InetSocketAddress to) throws IOException {
        assertNotEquals(CONNECTED, hosts.laboratory.workload("acme", from).connect(to, EdgeHost.PATIENCE));
    }

    private List<FlowEvent> events(int edge, FlowKind kind) {
        return hosts.received.get(edge).flows.stream()
                .filter(event -> event.getKind() == kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void aConnectionCrossesHosts(int family) throws Exception {
        try (var near = listen("acme", "web-1", PORT);
                var far = listen("acme", "app-2", PORT);
                var closed = listen("acme", "app-2", OTHER_PORT)) {
            assertConnects("web-1", hosts.at("acme", "app-2", family, PORT));
            assertConnects("app-2", hosts.at("acme", "web-1", family, PORT));
            assertConnects("web-2", hosts.at("acme", "app-2", family, PORT));
            assertDenied("web-1", hosts.at("acme", "app-2", family, OTHER_PORT));
            assertThat(List.of(near, far, closed)).allMatch(ServerSocketChannel::isOpen);
        }
        Await.until(
                "the originator's edge tells of the connection",
                () -> events(0, FlowKind.NEW).stream()
                        .anyMatch(event -> event.getEnd() == End.ORIGIN
                                && event.getWorkload().equals("web-1")
                                && event.getDestinationWorkload().equals("app-2")
                                && event.getSourceIdentity() == 1
                                && event.getDestinationIdentity() == 1));
        assertThat(events(1, FlowKind.NEW))
                .noneMatch(event -> event.getSourceWorkload().equals("web-1"));
    }

    /** What does not fit into the tunnel is answered with its size, and TCP sends smaller segments. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void largeSegmentsFindTheTunnelsSize(int family) throws Exception {
        var sent = new byte[400_000];
        new Random(family).nextBytes(sent);
        try (var server = listen("acme", "app-2", PORT)) {
            var echo = Thread.startVirtualThread(() -> echo(server, sent.length));
            var target = hosts.at("acme", "app-2", family, PORT);
            try (var channel = hosts.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
                channel.connect(target);
                var writing = Thread.startVirtualThread(() -> write(channel, sent));
                var got = new byte[sent.length];
                new DataInputStream(Channels.newInputStream(channel)).readFully(got);
                writing.join();
                assertArrayEquals(sent, got);
            }
            echo.join();
        }
        for (int edge = 0; edge < 2; edge++) {
            var which = edge;
            Await.until("the edge counts what was too large", () -> hosts.drops(which, "too-large") > 0);
        }
    }

    private static void echo(ServerSocketChannel server, int bytes) {
        try (var accepted = server.accept()) {
            var all = new byte[bytes];
            new DataInputStream(Channels.newInputStream(accepted)).readFully(all);
            write(accepted, all);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) {
        try {
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void tenantsWithEqualAddressesStayApart() throws Exception {
        try (var acme = listen("acme", "app-2", PORT);
                var globex = listen("globex", "app-2", PORT)) {
            var target = hosts.at("globex", "app-2", 4, PORT);
            assertNotEquals(
                    CONNECTED, hosts.laboratory.workload("globex", "web-1").connect(target, EdgeHost.PATIENCE));
            publish("globex", 1, plan("globex", PORT, Action.DENY));
            assertEquals(CONNECTED, hosts.laboratory.workload("globex", "web-1").connect(target, PATIENCE));
            assertEquals(target.getAddress(), met(globex));
            acme.configureBlocking(false);
            assertThat(acme.accept()).isNull();
        }
    }

    /** The address under which the one who connected was met. */
    private static InetAddress met(ServerSocketChannel server) throws IOException {
        try (var accepted = server.accept()) {
            return ((InetSocketAddress) accepted.getLocalAddress()).getAddress();
        }
    }

    /** The source's edge lets it go; the target's edge, which alone judges that end, drops it. */
    @Test
    void eachEndIsJudgedByItsOwnEdge() throws Exception {
        var open = plan("acme", PORT, Action.DENY);
        var shut = plan("acme", OTHER_PORT, Action.DENY);
        var ends = new Profile(
                1, open.profiles().getFirst().from(), shut.profiles().getFirst().to());
        publish("acme", 2, with(open, ends));
        try (var server = listen("acme", "app-2", PORT)) {
            assertDenied("web-1", hosts.at("acme", "app-2", 4, PORT));
            assertThat(server.isOpen()).isTrue();
        }
        Await.until(
                "the target's edge tells of the denial",
                () -> events(1, FlowKind.DENIED).stream()
                        .anyMatch(event -> event.getEnd() == End.TARGET
                                && event.getWorkload().equals("app-2")
                                && event.getSourceWorkload().equals("web-1")
                                && event.getSourceIdentity() == 1
                                && event.getDestinationIdentity() == 1));
        assertThat(events(0, FlowKind.DENIED)).isEmpty();
        assertThat(events(0, FlowKind.NEW)).anyMatch(event -> event.getEnd() == End.ORIGIN);
    }

    private static DomainPlan with(DomainPlan plan, Profile profile) {
        return new DomainPlan(
                plan.addresses(),
                plan.profileOfIdentity(),
                List.of(profile),
                plan.taps(),
                plan.functions(),
                plan.chains(),
                plan.rules(),
                plan.identities());
    }

    @Test
    void anEstablishedConnectionEndsWithItsRule() throws Exception {
        try (var server = listen("acme", "app-2", PORT)) {
            var target = hosts.at("acme", "app-2", 4, PORT);
            try (var channel = hosts.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
                channel.connect(target);
                try (var accepted = server.accept()) {
                    write(channel, new byte[] {1});
                    assertEquals(1, accepted.read(ByteBuffer.allocate(1)));
                    publish("acme", 2, plan("acme", OTHER_PORT, Action.REJECT));
                    channel.socket().setSoTimeout((int) PATIENCE.toMillis());
                    write(channel, new byte[] {2});
                    var told = assertThrows(
                            IOException.class,
                            () -> channel.socket().getInputStream().read());
                    assertThat(told).isNotInstanceOf(SocketTimeoutException.class);
                    accepted.configureBlocking(false);
                    assertEquals(0, accepted.read(ByteBuffer.allocate(1)));
                }
            }
        }
    }

    /** The target's edge answers through the tunnel, in the name of the target. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void aRejectionCrossesHosts(int family) throws Exception {
        var open = plan("acme", PORT, Action.DENY);
        var rejecting = plan("acme", OTHER_PORT, Action.REJECT);
        publish(
                "acme",
                2,
                with(
                        open,
                        new Profile(
                                1,
                                open.profiles().getFirst().from(),
                                rejecting.profiles().getFirst().to())));
        assertEquals(
                REFUSED,
                hosts.laboratory.workload("acme", "web-1").connect(hosts.at("acme", "app-2", family, PORT), PATIENCE));
    }

    /** It keeps its addresses and its connections, and the edge that it left speaks for it no more. */
    @Test
    void aWorkloadMovesToTheOtherHost() throws Exception {
        var target = hosts.at("acme", "app-2", 4, PORT);
        try (var server = listen("acme", "app-2", PORT);
                var channel = hosts.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
            channel.connect(target);
            try (var accepted = server.accept()) {
                say(channel, accepted, 1);
                hosts.move("acme-app-2", 1, 0);
                hosts.bind(hosts.inventory.on(workload ->
                        workload.name().equals("app-2") && workload.tenant().equals("acme")
                                ? "edge-1"
                                : workload.ports().getFirst().edge()));
                say(channel, accepted, 2);
                say(accepted, channel, 3);
            }
            assertConnects("web-2", target);
        }
    }

    private static void say(SocketChannel from, SocketChannel to, int word) throws IOException {
        write(from, new byte[] {(byte) word});
        to.socket().setSoTimeout((int) PATIENCE.toMillis());
        assertEquals(word, to.socket().getInputStream().read());
    }

    /** The firewall lives on the first host. What it has seen there, the second host does not ask it for again. */
    @Test
    void aChainCountsOnceAndOnTheOriginatorsEdge() throws Exception {
        hosts.publish(Shop.compile(hosts.inventory, 2, text -> text).compiled());
        var firewall = hosts.laboratory.appliance("acme", "fw-1");
        Await.until(
                "the firewall lives",
                () -> hosts.received
                        .getFirst()
                        .find("instance/acme/shop/fw-1")
                        .filter(report -> report.getInstance().getState() == InstanceReport.State.UP)
                        .isPresent());
        var before = firewall.counters().insideToOutside().packets();
        try (var near = listen("acme", "app-1", PORT);
                var far = listen("acme", "app-2", PORT)) {
            for (var family : List.of(4, 16)) {
                assertConnects("web-1", hosts.at("acme", "app-2", family, PORT));
            }
            assertThat(firewall.counters().insideToOutside().packets()).isGreaterThan(before);
            assertThat(hosts.drops(1, "from-other-edges-chain-down")).isZero();
            assertDenied("web-2", hosts.at("acme", "app-1", 4, PORT));
            Await.until("an edge without the firewall refuses", () -> hosts.drops(1, "chain-down") > 0);
            assertThat(List.of(near, far)).allMatch(ServerSocketChannel::isOpen);
        }
    }

    /** The outer source has to be an edge of the domain, and the inner one has to live there. */
    @Test
    void nobodyElseSpeaksThroughTheTunnel() throws Exception {
        var underlay = hosts.laboratory.underlay();
        assertEquals(
                0,
                underlay.exec("ip", "addr", "add", "192.0.2.99/24", "dev", "bridge")
                        .exitCode());
        var frame = frame("web-1", "app-2");
        Await.until("the stranger is dropped", () -> {
            tunnel(underlay, 1, frame);
            return hosts.drops(1, "from-other-edges-unknown-edge") > 0;
        });
        var foreign = frame("web-2", "app-2");
        Await.until("the edge speaks for its own workloads alone", () -> {
            tunnel(hosts.laboratory.host(0), 1, foreign);
            return hosts.drops(1, "from-other-edges-not-on-edge") > 0;
        });
    }

    /** Sends a frame to the second edge: VXLAN, RFC 7348. */
    private void tunnel(LabNamespace from, int vni, byte[] frame) throws IOException {
        var target = new InetSocketAddress(Laboratory.underlayAddress(1), 4789);
        try (var socket = from.openDatagrams(target.getAddress())) {
            var packet = ByteBuffer.allocate(8 + frame.length);
            socket.send(packet.putInt(1 << 27).putInt(vni << 8).put(frame).flip(), target);
        }
    }

    /** An echo request between two workloads. */
    private byte[] frame(String from, String to) {
        var mac = HexFormat.ofDelimiter(":");
        var source = hosts.inventory.workload("acme", from);
        var target = hosts.inventory.workload("acme", to);
        return ByteBuffer.allocate(42)
                .put(mac.parseHex(target.ports().getFirst().mac()))
                .put(mac.parseHex(source.ports().getFirst().mac()))
                .putShort((short) 0x0800)
                .putLong(0x4500_001c_0000_0000L)
                .putInt(0x4001_0000)
                .put(hosts.at("acme", from, 4, 0).getAddress().getAddress())
                .put(hosts.at("acme", to, 4, 0).getAddress().getAddress())
                .putLong(0x0800_f7ff_0000_0000L)
                .array();
    }
}
