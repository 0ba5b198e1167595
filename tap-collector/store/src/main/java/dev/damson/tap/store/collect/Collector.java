package dev.damson.tap.store.collect;

import dev.damson.tap.names.Names;
import dev.damson.tap.store.finding.FindingStore;
import dev.damson.tap.store.segment.FlowSegment;
import dev.damson.tap.store.segment.OpenSegment;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentWriter;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the partitions that the group gives it and writes them to the store, until it is closed. */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    /** What was seen is found by a search after about this time. */
    private static final Duration FLUSH_AFTER = Duration.ofSeconds(2);

    /** Events are for the record; what is drawn live of them comes another way. */
    private static final Duration FLUSH_FLOWS_AFTER = Duration.ofSeconds(5);

    private static final long FLUSH_BYTES = 16 << 20;
    /** Of all open segments together, so that the process keeps within its heap. */
    private static final long MOST_BYTES = 48 << 20;

    private static final Pattern TOPICS = Pattern.compile("damson\\.(tap|flow)\\.[-a-z0-9]+");
    private static final String TAP = Topics.tap("");

    private final Path store;
    private final SegmentWriter writer;
    private final FindingStore findings;
    private final Names names;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> places = new HashMap<>();
    private final Map<TopicPartition, OpenSegment> open = new HashMap<>();
    private volatile boolean closing;

    public Collector(Path store, Properties client, Names names) throws SQLException, IOException {
        this.store = store;
        this.findings = new FindingStore(store);
        this.names = names;
        this.writer = new SegmentWriter(store, names);
        this.consumer = CollectorConsumer.open(client);
    }

    /** Waits until Kafka answers. False if it was closed before. */
    public boolean connect() {
        while (!closing) {
            try {
                consumer.listTopics(ANSWER);
                return true;
            } catch (WakeupException ending) {
                return false;
            } catch (KafkaException away) {
                LOG.warn("waiting for Kafka: {}", away.getMessage());
                pause();
            }
        }
        return false;
    }

    /** Collects until it is closed; returns when everything gathered is in the store. */
    public void run() {
        consumer.subscribe(TOPICS, new Assignment());
        try {
            while (!closing) {
                turn();
            }
        } catch (WakeupException ending) {
            LOG.debug("the collector ends");
        } finally {
            flush(List.copyOf(open.values()));
            consumer.close();
            closeWriter();
        }
    }

    private void turn() {
        try {
            for (var record : consumer.poll(POLL)) {
                accept(record);
            }
            flush(due());
        } catch (WakeupException ending) {
            throw ending;
        } catch (KafkaException failed) {
            LOG.warn("Kafka does not answer as it should: {}", failed.getMessage());
            pause();
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        var place = places.get(partition);
        if (place == null || record.offset() < place) {
            return;
        }
        var segment = open.computeIfAbsent(partition, unopened -> begin(unopened, place));
        segment.add(record.offset(), record.value() == null ? new byte[0] : record.value());
        if (segment.size() >= FLUSH_BYTES || segment.full()) {
            flush(List.of(segment));
        }
    }

    private OpenSegment begin(TopicPartition partition, long place) {
        return partition.topic().startsWith(TAP)
                ? new PacketSegment(partition.topic(), partition.partition(), place, names)
                : new FlowSegment(partition.topic(), partition.partition(), place, names);
    }

    private List<OpenSegment> due() {
        var due = new ArrayList<>(open.values().stream()
                .filter(segment -> segment.age() >= patience(segment).toNanos())
                .toList());
        long held = open.values().stream().mapToLong(OpenSegment::size).sum();
        if (held > MOST_BYTES) {
            open.values().stream()
                    .max(Comparator.comparingLong(OpenSegment::size))
                    .filter(largest -> !due.contains(largest))
                    .ifPresent(due::add);
        }
        return due;
    }

    private static Duration patience(OpenSegment segment) {
        return switch (segment) {
            case PacketSegment _ -> FLUSH_AFTER;
            case FlowSegment _ -> FLUSH_FLOWS_AFTER;
        };
    }

    private void flush(Collection<OpenSegment> segments) {
        for (var segment : segments) {
            var partition = new TopicPartition(segment.topic(), segment.partition());
            open.remove(partition);
            try {
                if (writer.write(segment, tenant(partition))) {
                    places.put(partition, segment.lastOffset() + 1);
                    keep(segment, partition);
                    // Only for whoever looks at the group's lag: the place itself is in the store.
                    consumer.commitAsync(
                            Map.of(partition, new OffsetAndMetadata(segment.lastOffset() + 1)),
                            (offsets, ignored) -> {});
                } else {
                    LOG.warn("another collector has written {} from {} on", partition, segment.firstOffset());
                    goTo(partition);
                }
            } catch (IOException | SQLException failed) {
                LOG.error(
                        "{} from {} on is read again, since it cannot be stored",
                        partition,
                        segment.firstOffset(),
                        failed);
                goTo(partition);
                pause();
            }
        }
    }

    /** What stood out in a segment that is in the store. */
    private void keep(OpenSegment segment, TopicPartition partition) {
        if (segment instanceof PacketSegment packets) {
            try {
                for (var finding : packets.findings()) {
                    findings.keep(tenant(partition).tenant(), finding);
                }
            } catch (IOException failed) {
                LOG.warn("findings of {} are left out: {}", partition, failed.getMessage());
            }
        }
    }

    /** Takes the place that the store's manifests say. */
    private void goTo(TopicPartition partition) {
        try {
            long place = tenant(partition).nextOffset(partition.topic(), partition.partition());
            places.put(partition, place);
            open.remove(partition);
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, place);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the place of " + partition + " cannot be read from the store", unreadable);
        }
    }

    private TenantFolder tenant(TopicPartition partition) {
        var topic = partition.topic();
        return new TenantFolder(store, topic.substring(topic.lastIndexOf('.') + 1));
    }

    /** Which partitions are this member's. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(Collector.this::goTo);
            LOG.info("collecting {}", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            flush(open.values().stream()
                    .filter(segment -> partitions.contains(new TopicPartition(segment.topic(), segment.partition())))
                    .toList());
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            partitions.forEach(open::remove);
            partitions.forEach(places::remove);
        }
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    private void closeWriter() {
        try {
            writer.close();
        } catch (SQLException failed) {
            LOG.warn("DuckDB did not close: {}", failed.getMessage());
        }
    }

    /** Ends {@link #run()}, from another thread. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
    }
}
