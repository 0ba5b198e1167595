package dev.damson.edge.agent.kafka;

import dev.damson.edge.agent.Edge;
import dev.damson.edge.agent.control.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads what the edge is told: each of its topics from the first record on, at each start. Kafka being
 * away only means that nothing new is heard.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

    /** Bounds how late a topic that appears, or becomes readable, is begun. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration ASK = Duration.ofSeconds(2);

    /** A topic that cannot be read yet is asked for again after so long. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaAccess kafka;
    private final Edge edge;
    private final Thread thread;
    private final KafkaConsumer<String, byte[]> consumer;

    /** Ends as they were when reading began, of topics that were not read so far yet. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** Topics that were asked for, whether they can be read or not. */
    private final Set<TopicPartition> known = new HashSet<>();

    private long askedNanos = System.nanoTime();

    private volatile boolean running = true;
    private boolean failing;

    public TopicReader(KafkaAccess kafka, Edge edge) {
        this.kafka = kafka;
        this.edge = edge;
        consumer = this.kafka.consumer();
        thread = Thread.ofPlatform().name("edge-topics").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (running) {
            try {
                begin();
                read();
                if (failing) {
                    failing = false;
                    LOG.info("Kafka is back");
                }
            } catch (WakeupException stopped) {
                running = false;
            } catch (KafkaException failed) {
                pause(failed);
            }
        }
        consumer.close(CloseOptions.timeout(CLOSE));
    }

    /** Takes up topics that are new to the edge, and those it wants once more. */
    private void begin() {
        var wanted = new HashSet<TopicPartition>();
        edge.topics().forEach(topic -> wanted.add(new TopicPartition(topic, 0)));
        var assigned = consumer.assignment();
        var fresh = new HashSet<>(wanted);
        fresh.removeAll(assigned);
        var now = System.nanoTime();
        if (now - askedNanos < ASK_EVERY.toNanos() && known.containsAll(fresh)) {
            fresh.clear();
        } else {
            askedNanos = now;
            known.addAll(fresh);
        }
        edge.takeRereads().forEach(topic -> fresh.add(new TopicPartition(topic, 0)));
        var readable = new HashMap<TopicPartition, Long>();
        fresh.forEach(partition -> end(partition).ifPresent(end -> readable.put(partition, end)));
        var next = new HashSet<>(assigned);
        next.retainAll(wanted);
        next.addAll(readable.keySet());
        if (!next.equals(assigned)) {
            consumer.assign(next);
        }
        ends.keySet().retainAll(next);
        if (!readable.isEmpty()) {
            consumer.seekToBeginning(readable.keySet());
            ends.putAll(readable);
        }
    }

    /** The last stable offset; empty while the topic is not there, or not this edge's to read. */
    private Optional<Long> end(TopicPartition partition) {
        try {
            // An unknown topic answers at once here, while asking for its end would wait for it to appear.
            if (consumer.partitionsFor(partition.topic(), ASK).isEmpty()) {
                return Optional.empty();
            }
            return Optional.ofNullable(
                    consumer.endOffsets(Set.of(partition), ASK).get(partition));
        } catch (WakeupException stopped) {
            throw stopped;
        } catch (KafkaException unreadable) {
            LOG.debug("topic {} cannot be read yet: {}", partition.topic(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    private void read() {
        var entries = new ArrayList<SourceRecord>();
        for (var found : consumer.poll(POLL)) {
            entries.add(new SourceRecord(
                    found.topic(), found.key() == null ? "" : found.key(), Optional.ofNullable(found.value())));
        }
        if (!entries.isEmpty()) {
            edge.accept(entries);
        }
        for (var partition : List.copyOf(ends.keySet())) {
            if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
                ends.remove(partition);
                edge.caughtUp(partition.topic());
            }
        }
    }

    private void pause(KafkaException failed) {
        if (!failing) {
            failing = true;
            LOG.warn("Kafka cannot be read, what is live stays: {}", failed.getMessage());
        }
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException stopped) {
            running = false;
        }
    }

    @Override
    public void close() {
        running = false;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
