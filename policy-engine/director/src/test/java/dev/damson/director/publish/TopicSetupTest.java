package dev.damson.director.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.director.Await;
import dev.damson.director.LocalKafka;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.wire.topic.Topics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class TopicSetupTest {
    private static final DomainRecord OURS = new DomainRecord("rights-ours", "shop", 1, 1);
    private static final DomainRecord THEIRS = new DomainRecord("rights-theirs", "shop", 2, 1);

    private static TopicSetup topics;

    @BeforeAll
    static void makeTopics() {
        topics = new TopicSetup(access("director"));
        List.of(OURS, THEIRS).forEach(domain -> topics.domain(domain.tenant(), domain.name()));
        topics.edge("edge-3");
        topics.edge("edge-4");
    }

    @AfterAll
    static void close() {
        topics.close();
    }

    @Test
    void makingATopicAgainChangesNothing() {
        topics.edge("edge-3");
        try (var other = new TopicSetup(access("director"))) {
            other.edge("edge-3");
        }
    }

    @Test
    void anEdgeReadsAndWritesOnlyWhatItHosts() throws Exception {
        topics.grantEdge("edge-3", List.of(OURS));
        awaitRight("edge-3", Topics.domain(OURS.tenant(), OURS.name()), true);
        awaitRight("edge-3", Topics.edge("edge-3"), true);

        assertThat(TopicReading.all(access("edge-3"), Topics.domain(OURS.tenant(), OURS.name())))
                .isEmpty();
        assertThat(TopicReading.all(access("edge-3"), Topics.edge("edge-3"))).isEmpty();
        write("edge-3", Topics.report("edge-3"));
        write("edge-3", Topics.flow(OURS.tenant()));
        write("edge-3", Topics.tap(OURS.tenant()));

        for (var forbidden : List.of(Topics.domain(THEIRS.tenant(), THEIRS.name()), Topics.edge("edge-4"))) {
            assertThatThrownBy(() -> TopicReading.all(access("edge-3"), forbidden))
                    .isInstanceOf(AuthorizationException.class);
        }
        for (var forbidden : List.of(
                Topics.flow(THEIRS.tenant()),
                Topics.tap(THEIRS.tenant()),
                Topics.report("edge-4"),
                Topics.domain(OURS.tenant(), OURS.name()),
                Topics.edge("edge-3"))) {
            assertThatThrownBy(() -> write("edge-3", forbidden)).hasRootCauseInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void anEdgeThatHostsADomainNoLongerLosesIt() {
        topics.grantEdge("edge-4", List.of(OURS, THEIRS));
        awaitRight("edge-4", Topics.domain(THEIRS.tenant(), THEIRS.name()), true);

        topics.grantEdge("edge-4", List.of(OURS));

        awaitRight("edge-4", Topics.domain(THEIRS.tenant(), THEIRS.name()), false);
        awaitRight("edge-4", Topics.domain(OURS.tenant(), OURS.name()), true);
    }

    @Test
    void collectorAndConsoleReadAndNeverWrite() {
        topics.grantCollector(List.of(OURS.tenant()), List.of(OURS));
        topics.grantConsole();
        awaitRight("collector", Topics.domain(OURS.tenant(), OURS.name()), true);
        awaitRight("console", Topics.domain(THEIRS.tenant(), THEIRS.name()), true);

        assertThat(TopicReading.all(access("collector"), Topics.domain(OURS.tenant(), OURS.name())))
                .isEmpty();
        assertThat(TopicReading.all(access("console"), Topics.domain(THEIRS.tenant(), THEIRS.name())))
                .isEmpty();
        assertThatThrownBy(() -> TopicReading.all(access("collector"), Topics.domain(THEIRS.tenant(), THEIRS.name())))
                .isInstanceOf(AuthorizationException.class);
        for (var reader : List.of("collector", "console")) {
            assertThatThrownBy(() -> write(reader, Topics.flow(OURS.tenant())))
                    .hasRootCauseInstanceOf(AuthorizationException.class);
        }
    }

    /** A broker takes a moment to learn of a right that the controller has written. */
    private static void awaitRight(String principal, String topic, boolean granted) {
        Await.until(principal + " may read " + topic + ": " + granted, () -> mayRead(principal, topic) == granted);
    }

    private static boolean mayRead(String principal, String topic) {
        try {
            TopicReading.all(access(principal), topic);
            return true;
        } catch (AuthorizationException refused) {
            return false;
        }
    }

    private static KafkaAccess access(String principal) {
        return new KafkaAccess(LocalKafka.shared().client(principal));
    }

    private static void write(String principal, String topic) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                LocalKafka.shared().client(principal), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", new byte[] {1})).get();
        }
    }
}
