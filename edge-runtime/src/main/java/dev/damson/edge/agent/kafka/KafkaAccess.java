package dev.damson.edge.agent.kafka;

import dev.damson.edge.agent.EdgeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the edge's clients of one cluster, with buffers that fit a small process. */
public final class KafkaAccess {
    /** A blob's chunk has half a mebibyte; a fetch of two keeps up with any revision. */
    private static final int FETCH_BYTES = 1 << 20;

    /** How long one attempt to reach a broker may hold a client's own thread. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final int LONGEST_BACKOFF_MILLIS = 2_000;

    private final Properties client = new Properties();

    public KafkaAccess(EdgeSettings settings) {
        try (var reader = Files.newBufferedReader(settings.kafkaClientFile())) {
            client.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "cannot read Kafka's client file \"" + settings.kafkaClientFile() + "\"", unreadable);
        }
        client.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        client.setProperty(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "" + LONGEST_BACKOFF_MILLIS);
        client.setProperty(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "30000");
        client.setProperty("enable.metrics.push", "false");
    }

    /** Reads committed records of the partitions that it is given; keeps no offsets. */
    KafkaConsumer<String, byte[]> consumer() {
        var properties = copy();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "" + 2 * FETCH_BYTES);
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "" + FETCH_BYTES);
        properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "" + PATIENCE_MILLIS);
        properties.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + PATIENCE_MILLIS);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** @param bufferBytes what it may hold while Kafka is slow */
    KafkaProducer<String, byte[]> producer(int bufferBytes) {
        var properties = copy();
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, "" + bufferBytes);
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "" + PATIENCE_MILLIS);
        properties.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "" + PATIENCE_MILLIS);
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "" + 6 * PATIENCE_MILLIS);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private Properties copy() {
        var copy = new Properties();
        client.stringPropertyNames().forEach(name -> copy.setProperty(name, client.getProperty(name)));
        return copy;
    }
}
