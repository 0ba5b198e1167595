package dev.damson.tap.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All partitions of one tap topic, without a group: each tail reads for itself. Not safe for several threads. */
final class TapReader implements AutoCloseable {
    /** A broker on its feet answers within milliseconds. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final int MOST_RECORDS = 50;
    private static final int MOST_BYTES = 4 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private List<TopicPartition> partitions = List.of();

    TapReader(Properties client, String topic) {
        var properties = new Properties();
        client.stringPropertyNames().forEach(name -> properties.setProperty(name, client.getProperty(name)));
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(MOST_RECORDS));
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(MOST_BYTES));
        properties.setProperty(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topic = topic;
    }

    /**
     * Takes its place and notes it; false while there is no such topic.
     *
     * @param positions by partition, the next record to read; those missing are filled in
     * @param from where partitions without a position begin; empty: at the end
     */
    boolean start(Map<Integer, Long> positions, Optional<Instant> from) {
        partitions = consumer.partitionsFor(topic, ANSWER).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions, ANSWER);
        var begins = from.map(this::firstSince).orElse(Map.of());
        for (var partition : partitions) {
            var begin = begins.get(partition);
            long otherwise = begin == null ? ends.getOrDefault(partition, 0L) : begin.offset();
            long place = positions.computeIfAbsent(partition.partition(), unknown -> otherwise);
            consumer.seek(partition, place);
        }
        return !partitions.isEmpty();
    }

    private Map<TopicPartition, OffsetAndTimestamp> firstSince(Instant from) {
        var query = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> query.put(partition, from.toEpochMilli()));
        return consumer.offsetsForTimes(query, ANSWER);
    }

    /** Ends a call that waits, from another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    /** Records not read yet; throws Kafka's TimeoutException if no broker answers. */
    long behind() {
        long behind = 0;
        for (var end : consumer.endOffsets(partitions, ANSWER).entrySet()) {
            behind += Math.max(0, end.getValue() - consumer.position(end.getKey(), ANSWER));
        }
        return behind;
    }

    /** Goes to the newest record and says how many it passed over. */
    long toEnd() {
        long passed = 0;
        for (var end : consumer.endOffsets(partitions, ANSWER).entrySet()) {
            passed += Math.max(0, end.getValue() - consumer.position(end.getKey(), ANSWER));
            consumer.seek(end.getKey(), end.getValue());
        }
        return passed;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
