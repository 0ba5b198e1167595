package dev.damson.e2e.edge;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.damson.edge.agent.control.SourceRecord;
import dev.damson.edge.agent.state.BlobStore;
import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.LabPort;
import dev.damson.lab.inventory.LabWorkload;
import dev.damson.lab.network.Laboratory;
import dev.damson.policy.model.IpAddress;
import dev.damson.wire.proto.EdgeAddress;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.HostedDomain;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.PortBinding;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.signature.TrustedKey;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.EdgeKeys;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Says to an edge what a director would, without Kafka in between. */
final class TestDirector {
    static final String EDGE = "edge-1";

    private final SigningKey key;
    private final Path trustFile;

    private TestDirector(SigningKey key, Path trustFile) {
        this.key = key;
        this.trustFile = trustFile;
    }

    static TestDirector in(Path folder) throws IOException {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var secret = folder.resolve("director.pem");
            var trusted = folder.resolve("trust.pem");
            Files.writeString(secret, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(trusted, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            return new TestDirector(SigningKey.read(secret), trusted);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(encoded));
    }

    Path trustFile() {
        return trustFile;
    }

    TrustedKey trusted() {
        return key.trusted();
    }

    /** Number of a tenant's domain: the first tenant's is 1. */
    static int number(Inventory inventory, String tenant) {
        return inventory.tenants().indexOf(tenant) + 1;
    }

    void bind(Consumer<SourceRecord> edge, Inventory inventory, long sequence) {
        bind(edge, EDGE, inventory, sequence);
    }

    /** @param inventory of all edges */
    void bind(Consumer<SourceRecord> edge, String name, Inventory inventory, long sequence) {
        var bindings = EdgeBindings.newBuilder().setEdge(name).setSequence(sequence);
        var edges = inventory.edges();
        for (int i = 0; i < edges.size() && edges.size() > 1; i++) {
            bindings.addEdges(EdgeAddress.newBuilder().setEdge(edges.get(i)).setAddress(underlay(i)));
        }
        inventory.workloads().stream()
                .map(workload -> HostedDomain.newBuilder()
                        .setTenant(workload.tenant())
                        .setDomain(workload.domain())
                        .setNumber(number(inventory, workload.tenant()))
                        .build())
                .distinct()
                .forEach(bindings::addDomains);
        for (var workload : inventory.workloads()) {
            workload.ports().forEach(port -> bindings.addPorts(binding(workload, port)));
        }
        edge.accept(record(Topics.edge(name), EdgeKeys.BINDINGS, signed(SignedKind.BINDINGS, bindings.build())));
    }

    private static ByteString underlay(int edge) {
        return ByteString.copyFrom(
                IpAddress.parse(Laboratory.underlayAddress(edge)).toBytes());
    }

    private static PortBinding binding(LabWorkload workload, LabPort port) {
        var binding = PortBinding.newBuilder()
                .setTenant(workload.tenant())
                .setDomain(workload.domain())
                .setWorkload(workload.name())
                .setPort(port.name())
                .setEdge(port.edge())
                .setMac(ByteString.copyFrom(HexFormat.ofDelimiter(":").parseHex(port.mac())));
        port.addresses().forEach(address -> binding.addAddresses(ByteString.copyFrom(address.getAddress())));
        return binding.build();
    }

    /** Blobs first, then the manifest, as one transaction would have them. */
    void publish(Consumer<SourceRecord> edge, Manifest manifest, Map<String, byte[]> blobs) {
        var topic = Topics.domain(manifest.getTenant(), manifest.getDomain());
        blobs.values().forEach(blob -> chunks(edge, topic, blob));
        edge.accept(record(topic, DomainKeys.MANIFEST, signed(SignedKind.MANIFEST, manifest)));
    }

    private static void chunks(Consumer<SourceRecord> edge, String topic, byte[] blob) {
        for (var number = 0; number < DomainKeys.chunks(blob.length); number++) {
            var from = number * DomainKeys.CHUNK_BYTES;
            var chunk = Arrays.copyOfRange(blob, from, Math.min(blob.length, from + DomainKeys.CHUNK_BYTES));
            edge.accept(record(topic, DomainKeys.chunk(sha256(blob), number), chunk));
        }
    }

    private static byte[] sha256(byte[] bytes) {
        return BlobStore.sha256(bytes);
    }

    byte[] signed(SignedKind kind, MessageLite message) {
        return key.sign(kind, message).toByteArray();
    }

    static SourceRecord record(String topic, String key, byte[] value) {
        return new SourceRecord(topic, key, Optional.of(value));
    }
}
