package dev.damson.edge.agent.kafka;

import dev.damson.edge.agent.stream.StreamSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue in front of a producer, with a thread of its own: whoever has something to say never waits for Kafka.
 * What does not fit, and what Kafka does not take in time, is lost, and whoever offered it is told.
 */
public final class Outbox implements StreamSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final KafkaProducer<String, byte[]> producer;
    private final int mostBytes;
    private final Thread thread;
    private final Deque<Letter> letters = new ArrayDeque<>();
    private int bytes;
    private boolean closed;
    private volatile boolean failing;

    /** @param lost is told that this letter will not arrive; called on any thread */
    private record Letter(ProducerRecord<String, byte[]> content, Runnable lost) {
        int bytes() {
            return content.value().length + content.key().length();
        }
    }

    /** @param mostBytes of what waits here; the producer may hold as much again */
    public Outbox(String name, KafkaAccess kafka, int mostBytes) {
        this.mostBytes = mostBytes;
        producer = kafka.producer(mostBytes);
        thread = Thread.ofPlatform().name("edge-" + name).daemon(true).unstarted(this::run);
        thread.start();
    }

    @Override
    public boolean offer(String topic, String key, byte[] value, Runnable lost) {
        var letter = new Letter(new ProducerRecord<>(topic, key, value), lost);
        synchronized (letters) {
            if (!closed && bytes + letter.bytes() <= mostBytes) {
                letters.add(letter);
                bytes += letter.bytes();
                letters.notifyAll();
                return true;
            }
        }
        lost.run();
        return false;
    }

    private Optional<Letter> next() {
        synchronized (letters) {
            while (letters.isEmpty() && !closed) {
                try {
                    letters.wait();
                } catch (InterruptedException interrupted) {
                    return Optional.empty();
                }
            }
            var letter = Optional.ofNullable(letters.poll());
            letter.ifPresent(taken -> bytes -= taken.bytes());
            return letter;
        }
    }

    private void run() {
        for (var letter = next(); letter.isPresent(); letter = next()) {
            send(letter.get());
        }
    }

    private void send(Letter letter) {
        try {
            var _ = producer.send(letter.content(), (_, failure) -> {
                if (failure == null) {
                    failing = false;
                } else {
                    failed(letter, failure);
                }
            });
        } catch (KafkaException refused) {
            failed(letter, refused);
        }
    }

    private void failed(Letter letter, Exception failure) {
        if (!failing) {
            failing = true;
            LOG.warn("Kafka does not take records for {}: {}", letter.content().topic(), failure.getMessage());
        }
        letter.lost().run();
    }

    /** What waits is given a moment to leave. */
    @Override
    public void close() {
        synchronized (letters) {
            closed = true;
            letters.notifyAll();
        }
        try {
            thread.join(CLOSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }
}
