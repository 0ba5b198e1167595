package dev.damson.director.live;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.director.publish.KafkaAccess;
import dev.damson.director.publish.TopicSetup;
import dev.damson.topology.inventory.EdgeRecord;
import dev.damson.topology.inventory.Fleet;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the report topic of every enrolled edge from its beginning, in a thread of its own. */
public final class EdgeReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeReports.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /** How soon a newly enrolled edge is read. */
    private static final Duration LOOK_FOR_EDGES = Duration.ofSeconds(2);

    private static final Duration STOP = Duration.ofSeconds(10);

    private final Fleet fleet;
    private final KafkaAccess kafka;
    private final TopicSetup topics;
    private final LiveStatus status;
    private final Thread thread;
    private final Map<TopicPartition, String> edges = new HashMap<>();
    private volatile boolean running = true;

    public EdgeReports(Fleet fleet, KafkaAccess kafka, TopicSetup topics, LiveStatus status) {
        this.fleet = fleet;
        this.kafka = kafka;
        this.topics = topics;
        this.status = status;
        this.thread = Thread.ofPlatform().name("director-reports").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (running) {
            try (var consumer = kafka.reader()) {
                edges.clear();
                follow(consumer);
            } catch (RuntimeException failed) {
                if (running) {
                    LOG.warn("reports of edges are read again: {}", failed.getMessage());
                    pause();
                }
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        var nextLook = System.nanoTime();
        while (running) {
            if (System.nanoTime() - nextLook >= 0) {
                nextLook = System.nanoTime() + LOOK_FOR_EDGES.toNanos();
                assign(consumer);
            }
            if (edges.isEmpty()) {
                pause();
            } else {
                consumer.poll(POLL).forEach(this::accept);
            }
            status.noticeSilence();
        }
    }

    private void assign(Consumer<String, byte[]> consumer) {
        var added = new ArrayList<TopicPartition>();
        for (var edge : fleet.edges().stream().map(EdgeRecord::name).toList()) {
            var partition = new TopicPartition(Topics.report(edge), 0);
            if (!edges.containsKey(partition)) {
                topics.edge(edge);
                edges.put(partition, edge);
                added.add(partition);
            }
        }
        if (!added.isEmpty()) {
            // Partitions that stay keep their place.
            consumer.assign(List.copyOf(edges.keySet()));
            consumer.seekToBeginning(added);
        }
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        var edge = edges.get(new TopicPartition(record.topic(), record.partition()));
        if (edge == null || record.key() == null) {
            return;
        }
        try {
            var report = record.value() == null
                    ? Optional.<EdgeReport>empty()
                    : Optional.of(EdgeReport.parseFrom(record.value()));
            // The topic says which edge it is: only that edge may write there.
            status.accept(
                    edge,
                    record.key(),
                    report.map(given -> given.toBuilder().setEdge(edge).build()));
        } catch (InvalidProtocolBufferException broken) {
            LOG.warn("edge \"{}\" reports something unreadable under \"{}\"", edge, record.key());
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Lets the thread finish what it is writing; interrupts it only if it hangs. */
    @Override
    public void close() {
        running = false;
        try {
            if (!thread.join(STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
