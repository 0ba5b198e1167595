package dev.damson.tap.store.collect;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the consumer of a collector. */
final class CollectorConsumer {
    /** Every collector of an installation. */
    static final String GROUP = "damson-collector";

    private static final int FETCH_BYTES = 8 << 20;
    /** A trickle of records is fetched twice a second and not one by one. */
    private static final int FETCH_AT_LEAST = 64 << 10;

    private CollectorConsumer() {}

    static KafkaConsumer<byte[], byte[]> open(Properties client) {
        var properties = new Properties();
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        client.stringPropertyNames().forEach(name -> properties.setProperty(name, client.getProperty(name)));
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // A new tenant's topics are found within this time.
        properties.setProperty(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "2000");
        properties.setProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        properties.setProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");
        properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(FETCH_AT_LEAST));
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(FETCH_BYTES));
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
