package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static dev.damson.lab.network.ConnectOutcome.TIMED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.edge.agent.state.BlobStore;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Layout;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Program;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise LastGoodStays: what cannot be trusted, checked or loaded changes nothing and says why. */
@Tag("kernel")
class RefusedBundlesTest {
    private static final int ALLOWED = 8080;
    private static final int OTHER = 9090;
    private static final String TOPIC = Topics.domain("acme", "shop");

    private EdgeHost host;

    @BeforeEach
    void enforceSomething() throws IOException {
        host = new EdgeHost();
        host.listen("acme", "app-1", ALLOWED);
        host.listen("acme", "app-1", OTHER);
        host.director.bind(host::tell, host.inventory, 1);
        host.edge().caughtUp(TOPIC);
        Compiled.publish(host, "acme", 5, SmallPlans.everybodyTo(host.inventory, "acme", ALLOWED));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private CompiledDomain next(long revision) {
        return Compiled.of("acme", 1, revision, SmallPlans.everybodyTo(host.inventory, "acme", OTHER));
    }

    private void assertRefused(String why) throws IOException {
        var report = host.received.report("revision/acme/shop").getRevision();
        assertTrue(report.getRefused().contains(why), report::toString);
        assertEquals(5, report.getRevision());
        assertEquals(CONNECTED, host.connect("acme", "web-1", "app-1", ALLOWED));
        assertEquals(TIMED_OUT, host.connect("acme", "web-1", "app-1", OTHER));
    }

    private void tellManifest(byte[] signed) {
        host.tell(TestDirector.record(TOPIC, DomainKeys.MANIFEST, signed));
    }

    @Test
    void anOlderOne() throws IOException {
        var compiled = next(4);
        host.director.publish(host::tell, compiled.manifest(), compiled.blobs());
        assertRefused("older than what is live");
    }

    @Test
    void oneForOtherEdges() throws IOException {
        var compiled = next(6);
        host.director.publish(
                host::tell,
                compiled.manifest().toBuilder().clearEdges().addEdges("edge-9").build(),
                compiled.blobs());
        assertRefused("not for \"edge-1\"");
    }

    @Test
    void anAlteredOne() throws IOException {
        var compiled = next(6);
        var signed = signed(compiled.manifest());
        var altered = compiled.manifest().toBuilder().setRevision(7).build().toByteString();
        tellManifest(signed.toBuilder().setPayload(altered).build().toByteArray());
        assertRefused("unsigned, altered or not by the trusted key");
    }

    @Test
    void anUnsignedOne() throws IOException {
        var compiled = next(6);
        tellManifest(
                signed(compiled.manifest()).toBuilder().clearSignature().build().toByteArray());
        assertRefused("unsigned, altered or not by the trusted key");
    }

    private Signed signed(Manifest manifest) {
        try {
            return Signed.parseFrom(host.director.signed(SignedKind.MANIFEST, manifest));
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void oneOfAnotherDomain() throws IOException {
        var compiled = next(6);
        host.director.publish(
                host::tell, compiled.manifest().toBuilder().setNumber(2).build(), compiled.blobs());
        assertRefused("the bindings say 1");
    }

    @Test
    void oneWhosePartsHaveNotCome() throws IOException {
        host.director.publish(host::tell, next(6).manifest(), Map.of());
        assertRefused("have not come");
    }

    @Test
    void oneWithAProgramThatCallsWhatIsNotOnTheList() throws IOException {
        publishWithIngress(6, call(35)); // bpf_get_current_task
        assertRefused("calls helper \"35\"");
    }

    @Test
    void oneThatTheVerifierRefuses() throws IOException {
        // r0 = *(u64 *)(r1 + 4096); exit
        publishWithIngress(6, "7910001000000000" + "9500000000000000");
        assertRefused("the verifier says");
    }

    private static String call(int helper) {
        var immediate = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, helper);
        return "85000000" + HexFormat.of().formatHex(immediate.array()) + "9500000000000000";
    }

    /** A properly signed revision whose ingress program is another. */
    private void publishWithIngress(long revision, String instructions) throws InvalidProtocolBufferException {
        var compiled = next(revision);
        var program = Program.newBuilder()
                .setName("ingress")
                .setInstructions(ByteString.copyFrom(HexFormat.of().parseHex(instructions)))
                .build()
                .toByteArray();
        var layoutRef = compiled.manifest().getBlobsList().stream()
                .filter(blob -> blob.getKind().equals(BlobKind.LAYOUT))
                .findFirst()
                .orElseThrow();
        var layoutBytes = compiled.blobs()
                .get(HexFormat.of().formatHex(layoutRef.getSha256().toByteArray()));
        if (layoutBytes == null) {
            throw new AssertionError("the layout is not among the blobs");
        }
        var layout = Layout.parseFrom(layoutBytes).toBuilder()
                .setIngressProgram(ByteString.copyFrom(BlobStore.sha256(program)))
                .build()
                .toByteArray();
        var manifest = compiled.manifest().toBuilder().clearBlobs();
        compiled.manifest().getBlobsList().stream()
                .filter(blob -> !blob.equals(layoutRef))
                .forEach(manifest::addBlobs);
        manifest.addBlobs(reference(BlobKind.LAYOUT, layout)).addBlobs(reference(BlobKind.PROGRAM, program));
        var blobs = new HashMap<>(compiled.blobs());
        blobs.put("layout", layout);
        blobs.put("program", program);
        host.director.publish(host::tell, manifest.build(), blobs);
    }

    private static BlobRef reference(String kind, byte[] bytes) {
        return BlobRef.newBuilder()
                .setKind(kind)
                .setName(kind)
                .setSha256(ByteString.copyFrom(BlobStore.sha256(bytes)))
                .setSize(bytes.length)
                .build();
    }
}
