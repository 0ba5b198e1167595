package dev.damson.tap.names;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.wire.signature.TrustedKey;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of the domains that it is asked about, each from its beginning. A question never waits: the first
 * one about a domain has no answer yet. Safe for many threads.
 */
public final class KafkaNames implements Names, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNames.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FETCH = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private record Domain(String tenant, String name) {
        TopicPartition partition() {
            return new TopicPartition(Topics.domain(tenant, name), 0);
        }
    }

    private final Map<Domain, DomainTopic> domains = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> follower;
    private final KafkaConsumer<String, byte[]> fetcher;
    private final TrustedKey trusted;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param client Kafka client settings with {@code bootstrap.servers}
     * @param trusted the director's key: names that it did not sign are none
     */
    public KafkaNames(Properties client, TrustedKey trusted) {
        this.trusted = trusted;
        this.follower = KafkaReaders.follower(client);
        this.fetcher = KafkaReaders.fetcher(client);
        this.thread = Thread.ofPlatform().daemon().name("domain-names").start(this::run);
    }

    @Override
    public Optional<RevisionNames> find(String tenant, String domain, long revision) {
        var key = new Domain(tenant, domain);
        var topic = domains.get(key);
        if (topic == null && !closed && !tenant.isEmpty() && !domain.isEmpty()) {
            domains.computeIfAbsent(key, asked -> new DomainTopic(asked.name(), trusted));
            follower.wakeup();
        }
        if (topic == null) {
            return Optional.empty();
        }
        var names = topic.find(revision);
        if (names.isEmpty() && topic.ask(revision)) {
            follower.wakeup();
        }
        return names;
    }

    private void run() {
        try (fetcher;
                follower) {
            while (!closed) {
                try {
                    follow();
                } catch (WakeupException asked) {
                    // a new domain, or the end: both are looked at next
                } catch (KafkaException failed) {
                    LOG.warn("the names of domains cannot be read now: {}", failed.getMessage());
                    Thread.sleep(AGAIN);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        var wanted = domains.keySet().stream().map(Domain::partition).toList();
        var known = follower.assignment();
        if (wanted.size() != known.size()) {
            follower.assign(wanted);
            follower.seekToBeginning(wanted.stream()
                    .filter(partition -> !known.contains(partition))
                    .toList());
        }
        if (wanted.isEmpty()) {
            awaitQuestion();
            return;
        }
        for (var domain : domains.entrySet()) {
            load(domain.getKey().partition(), domain.getValue());
        }
        for (var record : follower.poll(POLL)) {
            read(record);
        }
    }

    /** A consumer without partitions cannot wait in its poll. */
    private void awaitQuestion() {
        try {
            Thread.sleep(POLL.dividedBy(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        var key = record.key();
        if (key == null) {
            return;
        }
        var partition = new TopicPartition(record.topic(), record.partition());
        for (var domain : domains.entrySet()) {
            if (domain.getKey().partition().equals(partition)) {
                try {
                    domain.getValue().read(key, record.value(), record.offset());
                } catch (InvalidProtocolBufferException malformed) {
                    LOG.warn("record {} of {} holds no names: {}", record.offset(), partition, malformed.getMessage());
                }
            }
        }
    }

    private void load(TopicPartition partition, DomainTopic topic) {
        try {
            topic.load((offset, key) -> fetch(partition, offset, key));
        } catch (InvalidProtocolBufferException malformed) {
            LOG.warn("a blob of {} holds no names: {}", partition, malformed.getMessage());
        }
    }

    private Optional<byte[]> fetch(TopicPartition partition, long offset, String key) {
        fetcher.assign(List.of(partition));
        fetcher.seek(partition, offset);
        var end = System.nanoTime() + FETCH.toNanos();
        while (System.nanoTime() - end < 0) {
            for (var record : fetcher.poll(POLL)) {
                return key.equals(record.key()) ? Optional.ofNullable(record.value()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        follower.wakeup();
        fetcher.wakeup();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
