package dev.damson.director.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds the newest committed record of a key in a topic of one partition, and what follows it. */
final class LastRecord {
    /** A manifest is the last record of its transaction, so a short look back from the end finds it at once. */
    private static final long FIRST_LOOK_BACK = 16;

    private static final Duration POLL = Duration.ofMillis(200);

    /** For one stretch of the topic; a broker that says nothing for so long is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<String, byte[]> consumer;

    LastRecord(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @param after the records behind it, in order */
    record Found(byte[] value, List<ConsumerRecord<String, byte[]>> after) {}

    Optional<Found> of(String topic, String key) {
        var partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        // Of a consumer of committed records, the end is the last stable offset.
        long end = offset(partition, consumer.endOffsets(List.of(partition)));
        long begin = offset(partition, consumer.beginningOffsets(List.of(partition)));
        var lookBack = FIRST_LOOK_BACK;
        var from = end;
        while (from > begin) {
            from = Math.max(begin, end - lookBack);
            var found = lastIn(partition, from, end, key);
            if (found.isPresent()) {
                return found;
            }
            lookBack *= 4;
        }
        return Optional.empty();
    }

    private static long offset(TopicPartition partition, Map<TopicPartition, Long> offsets) {
        return Objects.requireNonNull(offsets.get(partition), () -> "Kafka knows no offset of " + partition);
    }

    private Optional<Found> lastIn(TopicPartition partition, long from, long end, String key) {
        Optional<byte[]> last = Optional.empty();
        var after = new ArrayList<ConsumerRecord<String, byte[]>>();
        consumer.seek(partition, from);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(POLL).records(partition)) {
                if (record.offset() < end && key.equals(record.key())) {
                    last = Optional.ofNullable(record.value());
                    after.clear();
                } else if (record.offset() < end) {
                    after.add(record);
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new PublicationFailed(
                        "topic \"" + partition.topic() + "\" gave nothing for " + PATIENCE.toSeconds() + " s");
            }
        }
        return last.map(value -> new Found(value, after));
    }
}
