package dev.damson.tap.names;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes consumers that keep their place themselves. */
final class KafkaReaders {
    private KafkaReaders() {}

    /** Follows whole topics. */
    static KafkaConsumer<String, byte[]> follower(Properties client) {
        return text(client, Duration.ofMillis(500));
    }

    /** Reads single records: what it asked for ahead must not hold up its next question. */
    static KafkaConsumer<String, byte[]> fetcher(Properties client) {
        return text(client, Duration.ofMillis(10));
    }

    private static KafkaConsumer<String, byte[]> text(Properties client, Duration wait) {
        var properties = new Properties();
        client.stringPropertyNames().forEach(name -> properties.setProperty(name, client.getProperty(name)));
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(wait.toMillis()));
        // Topics of new domains appear while this runs.
        properties.setProperty(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "5000");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
