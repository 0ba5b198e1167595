package dev.damson.director.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads a topic of one partition to its end; waits for the markers of transactions that were just committed. */
public final class TopicReading {
    private TopicReading() {}

    /** Every committed record, in order. */
    public static List<ConsumerRecord<String, byte[]>> all(KafkaAccess kafka, String topic) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        var partition = new TopicPartition(topic, 0);
        var end = end(kafka, partition);
        if (end == 0) {
            return records;
        }
        try (var consumer = kafka.reader()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static long end(KafkaAccess kafka, TopicPartition partition) {
        try (var admin = kafka.admin()) {
            // Unlike the end that a reader of committed records is told, this one counts what is not yet marked.
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                // Not made yet: there is nothing in it.
                return 0;
            }
            throw failed.getCause() instanceof KafkaException refused ? refused : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The last value of a key that must be there. */
    public static byte[] last(KafkaAccess kafka, String topic, String key) {
        return Objects.requireNonNull(latest(kafka, topic).get(key), () -> topic + " has no " + key);
    }

    /** What compaction would leave: the last value of each key; keys with a null are gone. */
    public static Map<String, byte[]> latest(KafkaAccess kafka, String topic) {
        var latest = new LinkedHashMap<String, byte[]>();
        for (var record : all(kafka, topic)) {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), record.value());
            }
        }
        return latest;
    }
}
