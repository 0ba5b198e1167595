package dev.damson.director.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the director's clients of one Kafka cluster. Keys are text, values bytes. */
public final class KafkaAccess {
    private final Properties client;

    /** @param client at least {@code bootstrap.servers}, and what signing in takes */
    public KafkaAccess(Properties client) {
        this.client = copy(client);
    }

    /**
     * @param bootstrap {@code host:port}, several separated by commas
     * @param file client properties of the principal
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static KafkaAccess read(String bootstrap, Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failed) {
            throw new IllegalArgumentException("cannot read Kafka's client file \"" + file + "\": " + failed, failed);
        }
        properties.setProperty("bootstrap.servers", bootstrap);
        return new KafkaAccess(properties);
    }

    public Admin admin() {
        return Admin.create(copy(client));
    }

    /** A producer that fences every earlier one of the same transactional id once it begins. */
    public KafkaProducer<String, byte[]> producer(String transactionalId) {
        var properties = copy(client);
        properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** A consumer of committed records that is given its partitions and keeps its place itself. */
    public KafkaConsumer<String, byte[]> reader() {
        var properties = copy(client);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** A consumer of a group, that keeps its place itself. */
    public KafkaConsumer<String, byte[]> member(String group, int mostRecords) {
        var properties = copy(client);
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(mostRecords));
        // How soon a new tenant's topic is read, and how soon a killed member's partitions are given to the next one.
        properties.setProperty(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000");
        properties.setProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        properties.setProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Properties copy(Properties properties) {
        var copy = new Properties();
        properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
        return copy;
    }
}
