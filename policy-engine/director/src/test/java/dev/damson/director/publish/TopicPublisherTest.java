package dev.damson.director.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.damson.director.LocalKafka;
import dev.damson.director.TestKeys;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.Topics;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class TopicPublisherTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final SigningKey KEY = TestKeys.newKey();

    private static KafkaAccess kafka;

    @BeforeAll
    static void connect() {
        kafka = new KafkaAccess(LocalKafka.shared().client("director"));
    }

    @Test
    void aRevisionIsPublishedSignedNumberedAndInChunks() throws Exception {
        makeTopic("publish-one");
        var large = bytes(1, DomainKeys.CHUNK_BYTES * 2 + 5);
        var small = bytes(2, 10);

        try (var publisher = publisher("one")) {
            assertThat(publisher.publish(publication("publish-one", 1, large, small)))
                    .isTrue();
        }

        var topic = TopicReading.latest(kafka, Topics.domain("publish-one", "shop"));
        var manifest = manifestIn(Topics.domain("publish-one", "shop"));
        assertThat(manifest.getRevision()).isEqualTo(1);
        assertThat(manifest.getSequence()).isEqualTo(1);
        assertThat(Nanos.toInstant(manifest.getUnixNanos())).isEqualTo(NOON);
        var whole = ByteString.EMPTY;
        for (var chunk = 0; chunk < DomainKeys.chunks(large.size()); chunk++) {
            whole = whole.concat(ByteString.copyFrom(topic.get(DomainKeys.chunk(sha256(large), chunk))));
        }
        assertThat(whole).isEqualTo(large);
        assertThat(topic.get(DomainKeys.chunk(sha256(small), 0))).isEqualTo(small.toByteArray());
        assertThat(topic).hasSize(5);
    }

    @Test
    void publishingAgainOrSomethingOlderWritesNothing() {
        makeTopic("publish-again");
        var topic = Topics.domain("publish-again", "shop");
        try (var publisher = publisher("again")) {
            publisher.publish(publication("publish-again", 2, bytes(3, 10)));
            var before = TopicReading.all(kafka, topic).size();

            assertThat(publisher.publish(publication("publish-again", 2, bytes(3, 10))))
                    .isFalse();
            assertThat(publisher.publish(publication("publish-again", 1, bytes(4, 10))))
                    .isFalse();
            assertThat(TopicReading.all(kafka, topic)).hasSize(before);
        }
    }

    @Test
    void theNextRevisionSendsOnlyWhatIsNewAndForgetsWhatIsNotNeeded() throws Exception {
        makeTopic("publish-next");
        var kept = bytes(5, 10);
        var dropped = bytes(6, DomainKeys.CHUNK_BYTES + 1);
        var added = bytes(7, 10);
        try (var publisher = publisher("next")) {
            publisher.publish(publication("publish-next", 1, kept, dropped));
            publisher.publish(publication("publish-next", 4, kept, added));
        }

        var topic = Topics.domain("publish-next", "shop");
        var keptChunks = TopicReading.all(kafka, topic).stream()
                .filter(record -> record.key().startsWith(DomainKeys.BLOB + hex(kept)))
                .count();
        assertThat(keptChunks).isEqualTo(1);
        assertThat(TopicReading.latest(kafka, topic))
                .containsOnlyKeys(
                        DomainKeys.MANIFEST, DomainKeys.chunk(sha256(kept), 0), DomainKeys.chunk(sha256(added), 0));
        assertThat(manifestIn(topic).getSequence()).isEqualTo(2);
    }

    @Test
    void whatAKilledDirectorLeftHalfWrittenIsNeverSeen() {
        makeTopic("publish-killed");
        var topic = Topics.domain("publish-killed", "shop");
        try (var killed = kafka.producer("killed")) {
            killed.initTransactions();
            killed.beginTransaction();
            var _ = killed.send(new ProducerRecord<>(topic, DomainKeys.MANIFEST, new byte[] {1}));
            killed.flush();

            try (var publisher = publisher("killed")) {
                assertThat(publisher.publish(publication("publish-killed", 1, bytes(8, 10))))
                        .isTrue();
            }

            assertThat(TopicReading.latest(kafka, topic)).hasSize(2);
            assertThat(manifestIn(topic).getRevision()).isEqualTo(1);
        }
    }

    @Test
    void theSuccessorFencesTheOneBefore() {
        makeTopic("publish-fenced");
        try (var first = publisher("fenced");
                var second = publisher("fenced")) {
            assertThatThrownBy(() -> first.publish(publication("publish-fenced", 1, bytes(9, 10))))
                    .isInstanceOf(TopicPublisher.Fenced.class);
            assertThat(second.publish(publication("publish-fenced", 1, bytes(9, 10))))
                    .isTrue();
        }
    }

    @Test
    void aTopicThatAnotherKeySignedIsNotContinued() {
        makeTopic("publish-stranger");
        try (var stranger = new TopicPublisher(kafka, "stranger-1", TestKeys.newKey())) {
            stranger.publish(publication("publish-stranger", 1, bytes(10, 10)));
        }
        try (var publisher = publisher("stranger-2")) {
            assertThatThrownBy(() -> publisher.publish(publication("publish-stranger", 2, bytes(10, 10))))
                    .isInstanceOf(PublicationFailed.class)
                    .hasMessageContaining("not signed by this director's key");
        }
    }

    @Test
    void bindingsAreNumberedAndPublishedOnlyWhenTheyDiffer() throws Exception {
        try (var topics = new TopicSetup(kafka);
                var publisher = publisher("bindings")) {
            topics.edge("bindings-edge");
            var bindings = EdgeBindings.newBuilder().setEdge("bindings-edge").build();
            var others = bindings.toBuilder()
                    .addDomains(dev.damson.wire.proto.HostedDomain.newBuilder().setTenant("acme"))
                    .build();

            assertThat(publisher.publish(bindings)).isTrue();
            assertThat(publisher.publish(bindings)).isFalse();
            assertThat(publisher.publish(others)).isTrue();
            assertThat(publisher.publish(others)).isFalse();
        }

        var last = TopicReading.last(kafka, Topics.edge("bindings-edge"), "bindings");
        var payload = KEY.trusted()
                .payload(SignedKind.BINDINGS, Signed.parseFrom(last))
                .orElseThrow();
        assertThat(EdgeBindings.parseFrom(payload).getSequence()).isEqualTo(2);
    }

    private static TopicPublisher publisher(String transactionalId) {
        return new TopicPublisher(kafka, transactionalId, KEY);
    }

    private static void makeTopic(String tenant) {
        try (var topics = new TopicSetup(kafka)) {
            topics.domain(tenant, "shop");
        }
    }

    private static Publication publication(String tenant, long revision, ByteString... blobs) {
        var manifest = Manifest.newBuilder()
                .setTenant(tenant)
                .setDomain("shop")
                .setNumber(1)
                .setRevision(revision);
        var content = new HashMap<ByteString, ByteString>();
        for (var blob : blobs) {
            var sha256 = ByteString.copyFrom(sha256(blob));
            manifest.addBlobs(
                    BlobRef.newBuilder().setKind("table").setSha256(sha256).setSize(blob.size()));
            content.put(sha256, blob);
        }
        return new Publication(manifest.build(), content, NOON);
    }

    private static Manifest manifestIn(String topic) {
        var signed = TopicReading.last(kafka, topic, DomainKeys.MANIFEST);
        try {
            return Manifest.parseFrom(KEY.trusted()
                    .payload(SignedKind.MANIFEST, Signed.parseFrom(signed))
                    .orElseThrow());
        } catch (com.google.protobuf.InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    private static ByteString bytes(long seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static byte[] sha256(ByteString bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String hex(ByteString bytes) {
        return java.util.HexFormat.of().formatHex(sha256(bytes));
    }
}
