package dev.damson.director;

import static dev.damson.director.DirectorFixture.done;
import static dev.damson.director.DirectorFixture.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.director.command.Commands;
import dev.damson.director.command.Heads;
import dev.damson.director.command.Outcome;
import dev.damson.director.live.LiveStatus;
import dev.damson.director.publish.Publisher;
import dev.damson.director.publish.TopicReading;
import dev.damson.director.publish.TopicSetup;
import dev.damson.policy.model.IpAddress;
import dev.damson.topology.LocalNeo4j;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.people.Role;
import dev.damson.topology.revision.OutboxEntry;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.AddressTable;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.Topics;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workloads that change under a revision that stays. */
@Tag("server")
class MembershipTest {
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);
    private static final SigningKey KEY = SigningKey.read(TestKeys.sharedKeyFile());

    private static TopologyGraph graph;
    private static TopicSetup topics;

    @BeforeAll
    static void open() {
        graph = LocalNeo4j.shared().open();
        topics = new TopicSetup(DirectorFixture.kafka());
        graph.fleet().enrol("edge-1", "zone-a");
    }

    @AfterAll
    static void close() {
        topics.close();
        graph.close();
    }

    private static final String SHOP =
            """
            apiVersion: damson.dev/v1
            kind: Domain
            metadata: {name: shop}
            spec: {default: deny}
            ---
            """ + workload("web-1", "web", 11) + workload("web-2", "web", 12) + workload("app-1", "app", 21) + """
            apiVersion: damson.dev/v1
            kind: SegmentationPolicy
            metadata: {name: tiers, domain: shop}
            spec:
              tier: baseline
              order: 1
              rules:
                - name: web-to-app
                  action: allow
                  from: [{selector: {matchLabels: {role: web}}}]
                  to: [{selector: {matchLabels: {role: app}}}]
                  services: [{protocol: TCP, port: 8080}]
            """;

    private static String workload(String name, String role, int host) {
        return """
                apiVersion: damson.dev/v1
                kind: Workload
                metadata: {name: %1$s, domain: shop, labels: {role: %2$s}}
                spec:
                  type: container
                  ports: [{name: eth0, edge: edge-1, mac: "02:00:00:00:02:%3$d", addresses: [10.1.0.%3$d]}]
                ---
                """.formatted(name, role, host);
    }

    /** One director with a tenant of its own. */
    private static final class Shop {
        final String tenant;
        final LiveStatus live = new LiveStatus(CLOCK);
        Heads heads = new Heads(graph);

        Shop(String tenant) {
            this.tenant = tenant;
            graph.tenants().create(tenant);
            apply(SHOP);
            publish();
        }

        long apply(String text) {
            var commands = new Commands(graph, heads, live, () -> {}, CLOCK);
            var actor = new Actor("alice", Optional.of(tenant), Set.of(Role.TENANT_ADMIN));
            Outcome.Done done = done(commands.applying().apply(actor, tenant, file(text), false, "because"));
            return done.domains().getFirst().revision().number();
        }

        void publish() {
            try (var publisher = new Publisher(graph, DirectorFixture.kafka(), KEY, topics, heads, live::published)) {
                publisher.start();
                Await.until(
                        "the outbox is empty",
                        () -> graph.outbox().pending().stream()
                                .noneMatch(entry -> entry instanceof OutboxEntry.DomainHead head
                                        && head.tenant().equals(tenant)));
            }
        }

        /** Another process begins with what the graph and the topics hold. */
        void restart() {
            heads = new Heads(graph);
        }

        Table table() {
            return Table.read(Topics.domain(tenant, "shop"));
        }

        long change() {
            return graph.tenant(tenant).inventory().domain("shop").orElseThrow().change();
        }
    }

    /** What an edge makes of the topic once it is compacted. */
    private record Table(Manifest manifest, long sequence, int deltas, Map<IpAddress, AddressEntry> entries) {
        static Table read(String topic) {
            var records = TopicReading.latest(DirectorFixture.kafka(), topic);
            var manifest = payload(
                    Objects.requireNonNull(records.get(DomainKeys.MANIFEST)), SignedKind.MANIFEST, Table::manifest);
            var entries = new LinkedHashMap<IpAddress, AddressEntry>();
            manifest.getBlobsList().stream()
                    .filter(blob -> blob.getKind().equals(BlobKind.ADDRESSES))
                    .map(blob -> Objects.requireNonNull(
                            records.get(DomainKeys.chunk(blob.getSha256().toByteArray(), 0))))
                    .flatMap(blob -> addresses(blob).stream())
                    .forEach(entry -> entries.put(address(entry), entry));
            var deltas = records.entrySet().stream()
                    .filter(record -> record.getKey().startsWith(DomainKeys.IDENTITY))
                    .map(record -> payload(record.getValue(), SignedKind.IDENTITY_DELTA, Table::delta))
                    .sorted(Comparator.comparingLong(IdentityDelta::getSequence))
                    .toList();
            for (var delta : deltas) {
                assertThat(delta.getBaseSequence()).isEqualTo(manifest.getSequence());
                delta.getSetList().forEach(entry -> {
                    if (entry.getIdentity() == 0) {
                        entries.remove(address(entry));
                    } else {
                        entries.put(address(entry), entry);
                    }
                });
            }
            var digest = deltas.isEmpty()
                    ? manifest.getAddressDigest()
                    : deltas.getLast().getAddressDigest();
            assertThat(ByteString.copyFrom(AddressDigest.of(entries.values()))).isEqualTo(digest);
            return new Table(
                    manifest,
                    deltas.isEmpty() ? manifest.getSequence() : deltas.getLast().getSequence(),
                    deltas.size(),
                    entries);
        }

        int identity(int host) {
            return Objects.requireNonNull(entries.get(IpAddress.parse("10.1.0." + host)))
                    .getIdentity();
        }

        private static IpAddress address(AddressEntry entry) {
            return IpAddress.of(entry.getAddress().toByteArray());
        }

        private interface Reader<M> {
            M read(byte[] bytes) throws InvalidProtocolBufferException;
        }

        private static <M> M payload(byte[] signed, SignedKind kind, Reader<M> reader) {
            return parsed(
                    signed,
                    bytes -> reader.read(KEY.trusted()
                            .payload(kind, Signed.parseFrom(bytes))
                            .orElseThrow()
                            .toByteArray()));
        }

        private static <M> M parsed(byte[] bytes, Reader<M> reader) {
            try {
                return reader.read(bytes);
            } catch (InvalidProtocolBufferException broken) {
                throw new AssertionError(broken);
            }
        }

        private static Manifest manifest(byte[] bytes) throws InvalidProtocolBufferException {
            return Manifest.parseFrom(bytes);
        }

        private static IdentityDelta delta(byte[] bytes) throws InvalidProtocolBufferException {
            return IdentityDelta.parseFrom(bytes);
        }

        private static List<AddressEntry> addresses(byte[] blob) {
            return parsed(blob, AddressTable::parseFrom).getEntriesList();
        }
    }

    @Test
    void aWorkloadThatFitsAnIdentityChangesUnderTheHead() {
        var shop = new Shop("member-fits");
        var before = shop.table();
        assertThat(before.identity(12)).isEqualTo(before.identity(11)).isNotEqualTo(before.identity(21));

        assertThat(shop.apply(workload("web-2", "app", 12))).isEqualTo(1);
        assertThat(shop.live.domain("member-fits", "shop", 1, List.of("edge-1")).live())
                .isZero();
        shop.publish();

        var after = shop.table();
        assertThat(after.manifest()).isEqualTo(before.manifest());
        assertThat(after.sequence()).isEqualTo(before.sequence() + 1);
        assertThat(after.identity(12)).isEqualTo(before.identity(21));
        assertThat(after.identity(11)).isEqualTo(before.identity(11));
        assertThat(graph.tenant("member-fits").inventory().workload("shop", "web-2"))
                .hasValueSatisfying(workload -> assertThat(workload.labels()).containsEntry("role", "app"));
    }

    @Test
    void workloadsComeAndGoThroughARestartOfTheDirector() {
        var shop = new Shop("member-restart");
        var before = shop.table();
        assertThat(shop.apply(workload("app-2", "app", 22))).isEqualTo(1);
        shop.publish();
        shop.restart();
        assertThat(shop.apply(workload("web-1", "app", 11))).isEqualTo(1);
        shop.restart();
        shop.publish();
        assertThat(shop.change()).isEqualTo(2);

        var after = shop.table();
        assertThat(after.identity(22)).isEqualTo(before.identity(21));
        assertThat(after.identity(11)).isEqualTo(before.identity(21));
        assertThat(after.sequence()).isEqualTo(before.sequence() + 2);
        shop.publish();
        assertThat(shop.table()).isEqualTo(after);
    }

    @Test
    void changesOfSeveralPeopleAtOnceAreAllMade() throws Exception {
        var shop = new Shop("member-many");
        var before = shop.table();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = people.invokeAll(List.of(
                    () -> shop.apply(workload("web-1", "app", 11)),
                    () -> shop.apply(workload("web-2", "app", 12)),
                    () -> shop.apply(workload("web-3", "web", 13)),
                    () -> shop.apply(workload("app-2", "app", 22))));
            for (var change : changes) {
                assertThat(change.get()).isEqualTo(1L);
            }
        }
        shop.publish();

        var after = shop.table();
        assertThat(shop.change()).isEqualTo(4);
        assertThat(List.of(after.identity(11), after.identity(12), after.identity(22)))
                .containsOnly(before.identity(21));
        assertThat(after.identity(13)).isEqualTo(before.identity(11));
        assertThat(after.manifest()).isEqualTo(before.manifest());
    }

    @Test
    void aWorkloadThatFitsNoneMakesARevisionThatForgetsTheChangesBefore() {
        var shop = new Shop("member-none");
        assertThat(shop.apply(workload("web-2", "app", 12))).isEqualTo(1);
        shop.publish();
        assertThat(shop.table().deltas()).isEqualTo(2);

        assertThat(shop.apply(workload("db-1", "db", 31))).isEqualTo(2);
        shop.publish();

        var after = shop.table();
        assertThat(after.manifest().getRevision()).isEqualTo(2);
        assertThat(after.manifest().getSequence()).isEqualTo(3);
        assertThat(after.deltas()).isZero();
        assertThat(after.identity(12)).isEqualTo(after.identity(21)).isNotEqualTo(after.identity(31));
        assertThat(shop.change()).isZero();
    }
}
