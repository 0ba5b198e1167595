package dev.damson.director;

import static dev.damson.director.DirectorFixture.done;
import static dev.damson.director.DirectorFixture.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.damson.director.command.Commands;
import dev.damson.director.command.Heads;
import dev.damson.director.flow.FlowConsumer;
import dev.damson.director.live.EdgeReports;
import dev.damson.director.live.LiveStatus;
import dev.damson.director.publish.Nanos;
import dev.damson.director.publish.Publisher;
import dev.damson.director.publish.TopicReading;
import dev.damson.director.publish.TopicSetup;
import dev.damson.topology.LocalNeo4j;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.people.Role;
import dev.damson.topology.revision.OutboxEntry;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.TrafficVerdict;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.FlowKind;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.RevisionReport;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Between the graph and the topics, with a director that dies in the worst moments. */
@Tag("server")
class PublicationTest {
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);

    private static TopologyGraph graph;
    private static TopicSetup topics;

    @BeforeAll
    static void open() {
        graph = LocalNeo4j.shared().open();
        topics = new TopicSetup(DirectorFixture.kafka());
        List.of("edge-1", "edge-2").forEach(edge -> graph.fleet().enrol(edge, "zone-a"));
    }

    @AfterAll
    static void close() {
        topics.close();
        graph.close();
    }

    @Test
    void whatADirectorCommittedBeforeItDiedTheNextOnePublishes() {
        var topic = committedShop("pub-died");

        try (var publisher = publisher(new Heads(graph))) {
            publisher.start();
            Await.until("the outbox is empty", () -> !isPending("pub-died"));
        }
        assertThat(TopicReading.latest(DirectorFixture.kafka(), topic)).containsKey("manifest");
    }

    @Test
    void whatWasPublishedBeforeItDiedIsNotPublishedTwice() {
        var topic = committedShop("pub-twice");
        var heads = new Heads(graph);
        try (var publisher = publisher(heads)) {
            publisher.start();
            Await.until("the outbox is empty", () -> !isPending("pub-twice"));
        }
        var written = TopicReading.all(DirectorFixture.kafka(), topic).size();
        putBackIntoTheOutbox("pub-twice");

        try (var publisher = publisher(new Heads(graph))) {
            publisher.start();
            Await.until("the outbox is empty", () -> !isPending("pub-twice"));
        }

        assertThat(TopicReading.all(DirectorFixture.kafka(), topic)).hasSize(written);
    }

    @Test
    void aRevisionThatIsCompiledAgainHasTheSameBytes() {
        var heads = new Heads(graph);
        commands(heads, "pub-same");
        var kept = heads.head("pub-same", "shop").orElseThrow();

        var again = new Heads(graph).head("pub-same", "shop").orElseThrow();

        assertThat(again).isEqualTo(kept);
        assertThat(heads.ruleName("pub-same", "shop", 1, 0)).startsWith("shop/");
        assertThat(heads.ruleName("pub-same", "shop", 1, 9_999)).isEmpty();
        assertThat(heads.ruleName("pub-same", "shop", 77, 0)).isEmpty();
    }

    @Test
    void anEdgesReportMakesTheDomainLive() {
        committedShop("pub-live");
        var live = new LiveStatus(CLOCK);
        try (var reports = new EdgeReports(graph.fleet(), DirectorFixture.kafka(), topics, live)) {
            reports.start();
            topics.grantEdge("edge-2", graph.tenant("pub-live").inventory().domains());
            var revision = RevisionReport.newBuilder()
                    .setTenant("pub-live")
                    .setDomain("shop")
                    .setRevision(1);
            asEdge(
                    record("heartbeat", EdgeReport.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance())),
                    record("revision/pub-live/shop", EdgeReport.newBuilder().setRevision(revision)));

            Await.until(
                    "live on 1 of 1 edges",
                    () -> live.domain("pub-live", "shop", 1, List.of("edge-2")).live() == 1);
        }
    }

    @Test
    void flowEventsAreDrawnAndCountOnceThoughTheConsumerDies() {
        committedShop("pub-flows");
        topics.tenant("pub-flows");
        var from = Instant.now().minusSeconds(120);
        try (var flows = new FlowConsumer(graph, DirectorFixture.kafka(), (tenant, event) -> "shop/all/ping", CLOCK)) {
            flows.start();
            sendFlow(1);
            Await.until("the first event is in the graph", () -> flowsSince(from) == 1);
        }
        try (var flows = new FlowConsumer(graph, DirectorFixture.kafka(), (tenant, event) -> "shop/all/ping", CLOCK)) {
            flows.start();
            sendFlow(2);
            Await.until("the second event is in the graph", () -> flowsSince(from) >= 2);
        }

        assertThat(graph.tenant("pub-flows").traffic().observed("shop", from, from.plusSeconds(600), 10))
                .singleElement()
                .satisfies(traffic -> {
                    assertThat(traffic.source()).isEqualTo(new Endpoint.Workload("web-1"));
                    assertThat(traffic.target()).isEqualTo(new Endpoint.Outside("203.0.113.9"));
                    assertThat(traffic.verdict()).isEqualTo(TrafficVerdict.DENIED);
                    assertThat(traffic.rule()).isEqualTo("shop/all/ping");
                    assertThat(traffic.flows()).isEqualTo(2);
                });
    }

    private static long flowsSince(Instant from) {
        return graph.tenant("pub-flows").traffic().observed("shop", from, from.plusSeconds(600), 10).stream()
                .mapToLong(traffic -> traffic.flows())
                .sum();
    }

    private static void sendFlow(long id) {
        var event = FlowEvent.newBuilder()
                .setKind(FlowKind.DENIED)
                .setFlowId(id)
                .setTenant("pub-flows")
                .setDomain("shop")
                .setUnixNanos(Nanos.of(Instant.now()))
                .setSourceWorkload("web-1")
                .setDestination(ByteString.copyFrom(new byte[] {(byte) 203, 0, 113, 9}))
                .setProtocol(6)
                .setDestinationPort(443)
                .build();
        try (var producer = new KafkaProducer<>(
                LocalKafka.shared().client("director"), new StringSerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(Topics.flow("pub-flows"), "flow", event.toByteArray()));
        }
    }

    @SafeVarargs
    private static void asEdge(ProducerRecord<String, byte[]>... records) {
        try (var producer = new KafkaProducer<>(
                LocalKafka.shared().client("edge-2"), new StringSerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                var _ = producer.send(record);
            }
        }
    }

    private static ProducerRecord<String, byte[]> record(String key, EdgeReport.Builder report) {
        var nanos = Nanos.of(Instant.now());
        return new ProducerRecord<>(
                Topics.report("edge-2"), key, report.setUnixNanos(nanos).build().toByteArray());
    }

    /** A tenant whose shop is committed and not published; gives the name of its topic. */
    private static String committedShop(String tenant) {
        commands(new Heads(graph), tenant);
        assertThat(isPending(tenant)).isTrue();
        return Topics.domain(tenant, "shop");
    }

    private static void commands(Heads heads, String tenant) {
        graph.tenants().create(tenant);
        var commands = new Commands(graph, heads, new LiveStatus(CLOCK), () -> {}, CLOCK);
        var actor = new Actor("alice", Optional.of(tenant), Set.of(Role.TENANT_ADMIN));
        done(commands.applying().apply(actor, tenant, file("""
                apiVersion: damson.dev/v1
                kind: Domain
                metadata: {name: shop}
                spec: {default: deny}
                ---
                apiVersion: damson.dev/v1
                kind: Workload
                metadata: {name: web-1, domain: shop}
                spec:
                  type: container
                  ports: [{name: eth0, edge: edge-2, mac: "02:00:00:00:01:11", addresses: [10.1.0.11]}]
                ---
                apiVersion: damson.dev/v1
                kind: SegmentationPolicy
                metadata: {name: all, domain: shop}
                spec:
                  tier: baseline
                  order: 1
                  rules:
                    - name: ping
                      action: allow
                      expiresAfter: 30d
                      from: [{any: true}]
                      to: [{any: true}]
                      services: [{protocol: ICMP, type: 8}]
                """), false, "begin"));
    }

    private static boolean isPending(String tenant) {
        return graph.outbox().pending().stream()
                .anyMatch(entry -> entry instanceof OutboxEntry.DomainHead head
                        && head.tenant().equals(tenant));
    }

    /** As if the director had died after the publication and before it took the entry out. */
    private static void putBackIntoTheOutbox(String tenant) {
        graph.outbox().again(new OutboxEntry.DomainHead(tenant, "shop", 1));
        assertThat(isPending(tenant)).isTrue();
    }

    private static Publisher publisher(Heads heads) {
        return new Publisher(
                graph,
                DirectorFixture.kafka(),
                SigningKey.read(TestKeys.sharedKeyFile()),
                topics,
                heads,
                (tenant, domain, version, sequence) -> {});
    }
}
