package dev.damson.director.flow;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.director.publish.KafkaAccess;
import dev.damson.topology.TopologyGraph;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the flow events of all tenants in a thread of its own and writes their sums, with the place in the topic, into
 * the graph: an event counts once, whatever dies in between.
 */
public final class FlowConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlowConsumer.class);

    private static final String GROUP = "damson-director-flow";
    private static final Pattern TOPICS = Pattern.compile(Pattern.quote(Topics.flow("")) + ".+");

    private static final int MOST_RECORDS = 2_000;
    private static final Duration POLL = Duration.ofMillis(500);

    /** A map that follows within seconds, and a graph that is written to a few times a minute. */
    private static final Duration WRITE = Duration.ofSeconds(3);

    /** What a map can show; the capture store keeps the flows themselves. */
    private static final Duration KEEP = Duration.ofHours(24);

    private static final Duration FORGET = Duration.ofMinutes(5);

    /** Sums that one transaction removes. */
    private static final int FORGET_BATCH = 10_000;

    private static final Duration STOP = Duration.ofSeconds(10);

    private final TopologyGraph graph;
    private final KafkaAccess kafka;
    private final RuleNames ruleNames;
    private final InstantSource clock;
    private final Thread thread;
    private final Map<TopicPartition, FlowSums> sums = new HashMap<>();
    private volatile boolean running = true;

    public FlowConsumer(TopologyGraph graph, KafkaAccess kafka, RuleNames ruleNames, InstantSource clock) {
        this.graph = graph;
        this.kafka = kafka;
        this.ruleNames = ruleNames;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("director-flows").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (running) {
            try (var consumer = kafka.member(GROUP, MOST_RECORDS)) {
                sums.clear();
                follow(consumer);
            } catch (RuntimeException failed) {
                if (running) {
                    LOG.warn("flow events are read again from the last sums: {}", failed.getMessage());
                    pause();
                }
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        consumer.subscribe(TOPICS, new Places(consumer));
        var nextWrite = System.nanoTime() + WRITE.toNanos();
        var nextForget = System.nanoTime();
        while (running) {
            consumer.poll(POLL).forEach(this::add);
            if (System.nanoTime() - nextWrite >= 0 || sums.values().stream().anyMatch(FlowSums::isFull)) {
                nextWrite = System.nanoTime() + WRITE.toNanos();
                write(consumer, sums.keySet());
            }
            if (System.nanoTime() - nextForget >= 0) {
                nextForget = System.nanoTime() + FORGET.toNanos();
                forget();
            }
        }
        write(consumer, sums.keySet());
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        var tenant = tenant(partition);
        var sum = sums.computeIfAbsent(partition, missing -> new FlowSums(event -> ruleNames.of(tenant, event)));
        if (record.value() == null) {
            return;
        }
        try {
            sum.add(FlowEvent.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException broken) {
            LOG.warn("an unreadable flow event at offset {} of {} is left out", record.offset(), partition);
        }
    }

    private void write(Consumer<String, byte[]> consumer, Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            var sum = sums.get(partition);
            if (sum != null && !sum.isEmpty()) {
                graph.tenant(tenant(partition))
                        .traffic()
                        .add(partition.partition(), consumer.position(partition), sum.take());
            }
        }
    }

    private void forget() {
        var before = clock.instant().minus(KEEP);
        for (var tenant : graph.tenants().names()) {
            var traffic = graph.tenant(tenant).traffic();
            while (running && traffic.forgetBefore(before, FORGET_BATCH) == FORGET_BATCH) {
                LOG.debug("forgetting old traffic of {}", tenant);
            }
        }
    }

    private static String tenant(TopicPartition partition) {
        return partition.topic().substring(Topics.flow("").length());
    }

    /** Begins each partition where its sums in the graph end. */
    private final class Places implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;

        Places(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (var partition : partitions) {
                graph.tenant(tenant(partition))
                        .traffic()
                        .position(partition.partition())
                        .ifPresent(offset -> consumer.seek(partition, offset));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            write(consumer, partitions);
            partitions.forEach(sums::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(sums::remove);
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
