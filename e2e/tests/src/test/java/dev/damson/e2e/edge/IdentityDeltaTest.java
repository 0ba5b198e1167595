package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Addresses come, change and go inside a live revision. */
@Tag("kernel")
class IdentityDeltaTest {
    private static final int PORT = 8080;
    private static final String TOPIC = Topics.domain("acme", "shop");

    private EdgeHost host;
    private DomainPlan plan;
    private final List<AddressEntry> entries = new ArrayList<>();

    @BeforeEach
    void enforce() throws IOException {
        host = new EdgeHost();
        host.listen("acme", "app-1", PORT);
        host.director.bind(host::tell, host.inventory, 1);
        host.edge().caughtUp(TOPIC);
        plan = SmallPlans.everybodyTo(host.inventory, "acme", PORT);
        Compiled.publish(host, "acme", 1, plan);
        plan.addresses()
                .forEach(address -> entries.add(entry(
                        address.prefix().base().toBytes(), address.prefix().prefix(), address.identity())));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private static AddressEntry entry(byte[] address, int length, int identity) {
        return AddressEntry.newBuilder()
                .setAddress(ByteString.copyFrom(address))
                .setPrefixLength(length)
                .setIdentity(identity)
                .build();
    }

    private static AddressEntry entry(InetAddress address, int identity) {
        return entry(address.getAddress(), 8 * address.getAddress().length, identity);
    }

    private void change(long sequence, AddressEntry changed) {
        tell(sequence, changed, digestAfter(changed));
    }

    private byte[] digestAfter(AddressEntry changed) {
        entries.removeIf(entry -> entry.getAddress().equals(changed.getAddress())
                && entry.getPrefixLength() == changed.getPrefixLength());
        if (changed.getIdentity() != 0) {
            entries.add(changed);
        }
        return AddressDigest.of(entries);
    }

    private void tell(long sequence, AddressEntry changed, byte[] digest) {
        var delta = IdentityDelta.newBuilder()
                .setTenant("acme")
                .setDomain("shop")
                .setSequence(sequence)
                .setBaseSequence(1)
                .addSet(changed)
                .setAddressDigest(ByteString.copyFrom(digest))
                .build();
        host.tell(TestDirector.record(
                TOPIC, DomainKeys.IDENTITY + sequence, host.director.signed(SignedKind.IDENTITY_DELTA, delta)));
    }

    private void assertReaches() throws IOException {
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
    }

    private void assertDoesNotReach() throws IOException {
        assertNotEquals(CONNECTED, host.connect("acme", "web-1", "app-1", PORT));
    }

    @Test
    void anAddressThatGoesIsClosedAndOneThatComesIsOpen() throws IOException {
        assertReaches();
        var web = host.address("acme", "web-1", 4);
        change(2, entry(web, 0));
        assertDoesNotReach();
        change(3, entry(web, 1));
        assertReaches();
        var report = host.received.report("revision/acme/shop").getRevision();
        assertEquals(3, report.getSequence());
        assertEquals(1, report.getRevision());
    }

    @Test
    void aPrefixIsBuiltIntoANewGeneration() throws IOException {
        change(2, entry(host.address("acme", "web-1", 4), 0));
        assertDoesNotReach();
        var generation =
                host.received.report("revision/acme/shop").getRevision().getGeneration();
        change(3, entry(new byte[] {10, 1, 0, 8}, 29, 1));
        assertReaches();
        assertEquals(
                generation + 1,
                host.received.report("revision/acme/shop").getRevision().getGeneration());
    }

    @Test
    void changesOutliveTheAgent() throws IOException {
        change(2, entry(host.address("acme", "web-1", 4), 0));
        host.stopEdge();
        host.loseKernelState();
        host.startEdge();
        assertDoesNotReach();
    }

    @Test
    void aChangeWithAnotherDigestChangesNothing() throws IOException {
        tell(2, entry(host.address("acme", "web-1", 4), 0), new byte[AddressDigest.BYTES]);
        assertReaches();
        var refused = host.received.report("revision/acme/shop").getRevision().getRefused();
        assertTrue(refused.contains("digest"), refused);
    }

    @Test
    void aMissingChangeIsNoticed() throws IOException {
        change(3, entry(host.address("acme", "web-1", 4), 0));
        assertReaches();
        assertEquals(Set.of(TOPIC), host.edge().takeRereads());
    }

    /** The second is gone, since the fourth set its address again; the third's digest still counted it. */
    @Test
    void aChangeThatCompactionTookIsNotMissed() throws IOException {
        var web = entry(host.address("acme", "web-1", 4), 0);
        var app = host.address("acme", "app-2", 4);
        digestAfter(entry(app, 0));
        var third = digestAfter(web);
        var fourth = digestAfter(entry(app, 1));
        tell(3, web, third);
        assertEquals(Set.of(TOPIC), host.edge().takeRereads());
        Compiled.publish(host, "acme", 1, plan);
        tell(3, web, third);
        tell(4, entry(app, 1), fourth);
        host.edge().caughtUp(TOPIC);
        assertDoesNotReach();
        assertEquals(4, host.received.report("revision/acme/shop").getRevision().getSequence());
    }
}
