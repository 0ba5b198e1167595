package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.damson.policy.bundle.LiveAddresses;
import dev.damson.policy.bundle.WorkloadChange;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Workload;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.RevisionReport;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A workload of the reference file gets other labels, or goes, while a connection of its is open. */
@Tag("kernel")
class LabelChangeTest {
    private static final String TOPIC = Topics.domain("acme", "shop");
    private static final int DATABASE = 5432;

    /** TCP sends again what was lost after at most some seconds. */
    private static final Duration RESUMES = Duration.ofSeconds(30);

    private EdgeHost host;
    private LiveAddresses live;
    private AddressDigest digest;
    private Workload app;
    private long sequence;

    @BeforeEach
    void enforce() throws IOException {
        host = new EdgeHost();
        host.listen("acme", "db-1", DATABASE);
        host.director.bind(host::tell, host.inventory, 1);
        host.edge().caughtUp(TOPIC);
        var published = Shop.publish(host, 1);
        var manifest = published.compiled().manifest();
        sequence = manifest.getSequence();
        digest = AddressDigest.from(manifest.getAddressDigest().toByteArray());
        live = LiveAddresses.of(published.snapshot(), published.compiled().plan());
        app = published.snapshot().policies().workload("app-1").orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private void change(Optional<Workload> after) {
        var set = live.find(List.of(new WorkloadChange(Optional.of(app), after)))
                .orElseThrow(() -> new AssertionError("no identity fits " + after));
        var delta = IdentityDelta.newBuilder()
                .setTenant("acme")
                .setDomain("shop")
                .setBaseSequence(1)
                .setSequence(++sequence);
        for (var entry : set) {
            live.entry(entry.prefix().base()).map(LiveAddresses::message).ifPresent(digest::remove);
            if (entry.identity() != 0) {
                digest.add(LiveAddresses.message(entry));
            }
            delta.addSet(LiveAddresses.message(entry));
        }
        live.set(set);
        var signed = host.director.signed(
                SignedKind.IDENTITY_DELTA,
                delta.setAddressDigest(ByteString.copyFrom(digest.value())).build());
        set.forEach(entry -> host.tell(
                TestDirector.record(TOPIC, DomainKeys.IDENTITY + entry.prefix().base(), signed)));
    }

    private void label(String role) {
        var labels = Labels.of(Map.of("app", "shop", "role", role));
        change(Optional.of(new Workload(
                new Metadata(app.name(), app.scope(), labels),
                app.type(),
                app.namedPorts(),
                app.ports(),
                app.state())));
    }

    private SocketChannel connect() throws IOException {
        var target = new InetSocketAddress(host.address("acme", "db-1", 4), DATABASE);
        var channel = host.laboratory.workload("acme", "app-1").openConnection(target.getAddress());
        channel.socket().connect(target, (int) RESUMES.toMillis());
        return channel;
    }

    private static void send(SocketChannel channel, int octet) throws IOException {
        channel.socket().getOutputStream().write(octet);
    }

    private static int receive(SocketChannel channel, Duration patience) throws IOException {
        channel.socket().setSoTimeout((int) patience.toMillis());
        return channel.socket().getInputStream().read();
    }

    private RevisionReport report() {
        return host.received.report("revision/acme/shop").getRevision();
    }

    @Test
    void anEstablishedConnectionIsJudgedAgainUnderTheSameRevision() throws IOException {
        try (var client = connect();
                var server = host.accept(0)) {
            send(client, 1);
            assertEquals(1, receive(server, RESUMES));
            var before = report();

            label("web");
            send(client, 2);
            assertThrows(SocketTimeoutException.class, () -> receive(server, EdgeHost.PATIENCE));
            assertEquals(1, report().getRevision());
            assertEquals(before.getGeneration(), report().getGeneration());
            assertEquals(before.getEpoch() + 1, report().getEpoch());
            assertEquals(sequence, report().getSequence());

            label("app");
            assertEquals(2, receive(server, RESUMES));
        }
    }

    @Test
    void aWorkloadThatGoesTakesItsConnectionsWithIt() throws IOException {
        try (var client = connect();
                var server = host.accept(0)) {
            send(client, 1);
            assertEquals(1, receive(server, RESUMES));
            change(Optional.empty());
            send(client, 2);
            assertThrows(SocketTimeoutException.class, () -> receive(server, EdgeHost.PATIENCE));
        }
    }

    @Test
    void theChangeOutlivesTheAgentAndTheHost() throws IOException {
        assertEquals(CONNECTED, host.connect("acme", "app-1", "db-1", DATABASE));
        label("web");
        host.stopEdge();
        host.startEdge();
        assertNotEquals(CONNECTED, host.connect("acme", "app-1", "db-1", DATABASE));
        host.stopEdge();
        host.loseKernelState();
        host.startEdge();
        assertNotEquals(CONNECTED, host.connect("acme", "app-1", "db-1", DATABASE));
        assertEquals(sequence, report().getSequence());
    }
}
