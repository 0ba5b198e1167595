package dev.damson.e2e.bench;

import dev.damson.e2e.product.RunningProduct;
import dev.damson.tap.session.SessionTable;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.topic.Topics;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** From the product's own Kafka to decoded sessions, on a topic of no tenant. */
final class KafkaTapBench {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TOPIC = Topics.tap(TapLoad.TENANT);
    private static final int ROUNDS = 3;

    private final Properties client;

    KafkaTapBench(RunningProduct product) throws Exception {
        this.client = client(product, "director");
    }

    /** Kafka client settings of one of the product's principals. */
    static Properties client(RunningProduct product, String principal) throws Exception {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(product.data().resolve("run/settings.properties"))) {
            settings.load(reader);
        }
        var client = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(settings.getProperty("kafka.client-file." + principal)))) {
            client.load(reader);
        }
        client.setProperty("bootstrap.servers", settings.getProperty("kafka.bootstrap"));
        return client;
    }

    void run(PrintStream out, TapLoad load, int goal) throws Exception {
        try (var admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var section : load.sections()) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, section));
            }
            producer.flush();
        }
        var best = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            best = best.least(consume(load));
        }
        TapBench.print(out, "Kafka → session, " + load.packetBytes() + " B", load, best, Integer.toString(goal));
    }

    private Cost consume(TapLoad load) throws Exception {
        var properties = new Properties();
        properties.putAll(client);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
        var partition = List.of(new TopicPartition(TOPIC, 0));
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var table = new SessionTable(50_000);
            return Cost.of(() -> {
                while (table.packets() < load.packets()) {
                    for (var record : consumer.poll(POLL)) {
                        for (var packet : SectionReader.read(record.value()).packets()) {
                            table.add(packet, 0);
                        }
                    }
                }
            });
        }
    }
}
