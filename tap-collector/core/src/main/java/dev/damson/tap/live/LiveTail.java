package dev.damson.tap.live;

import dev.damson.tap.names.Names;
import dev.damson.wire.pcapng.PcapngException;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the tapped packets of a tenant. Two threads of its own: one reads Kafka into a bounded queue, the other gives
 * them to the listener; a full queue holds the reading back, so that Kafka keeps what the listener has no time for.
 * Survives Kafka's absence. Closing ends both threads and the connection.
 */
public final class LiveTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);

    private static final Duration POLL = Duration.ofMillis(200);
    /** How often the distance to the end is looked at, which is also how a missing broker is noticed. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** A call of the listener costs a repaint: many packets share one. */
    private static final int MOST_AT_ONCE = 256;

    private final Properties client;
    private final TailRequest request;
    private final TailListener listener;
    private final Names names;
    private final Instant begun = Instant.now();
    private final BlockingQueue<TappedPacket> queue;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    /** By partition, the next record to read: a new connection goes on where the last one stopped. */
    private final Map<Integer, Long> positions = new HashMap<>();

    private final Lag lag;

    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile @Nullable TapReader reader;
    private volatile long recordsBehind;
    private volatile long lastRead = System.currentTimeMillis();
    private volatile TailState state = TailState.CONNECTING;
    private volatile boolean paused;
    private volatile boolean closed;
    private final Thread reading;
    private final Thread delivering;

    private LiveTail(Properties client, TailRequest request, Names names, TailListener listener) {
        this.client = client;
        this.request = request;
        this.names = names;
        this.listener = listener;
        this.queue = new ArrayBlockingQueue<>(request.capacity());
        this.lag = new Lag(request.since().orElse(Duration.ZERO), request.mostBehind());
        this.reading = Thread.ofPlatform()
                .daemon()
                .name("tail-read-" + request.tenant())
                .unstarted(this::read);
        this.delivering = Thread.ofPlatform()
                .daemon()
                .name("tail-give-" + request.tenant())
                .unstarted(this::deliver);
    }

    /**
     * Begins at once; the listener hears of the first connection.
     *
     * @param client Kafka client settings with {@code bootstrap.servers}
     * @param names where packets get their names from; outlives the tail
     */
    public static LiveTail open(Properties client, TailRequest request, Names names, TailListener listener) {
        var tail = new LiveTail(client, request, names, listener);
        tail.reading.start();
        tail.delivering.start();
        return tail;
    }

    public TailState state() {
        return state;
    }

    public boolean paused() {
        return paused;
    }

    /** Holds delivery; what arrives waits in the queue and then in Kafka. */
    public void pause() {
        paused = true;
    }

    /** Goes on where it was held, or, if that is longer ago than the request allows, at the newest packets. */
    public void resume() {
        paused = false;
    }

    public TailCounts counts() {
        long age = recordsBehind > 0 ? Math.max(0, System.currentTimeMillis() - lastRead) : 0;
        return new TailCounts(
                delivered.get(),
                queue.size(),
                skipped.get(),
                malformed.get(),
                lost.get(),
                recordsBehind,
                Duration.ofMillis(age));
    }

    private void read() {
        while (!closed) {
            try (var opened = new TapReader(client, Topics.tap(request.tenant()))) {
                reader = opened;
                follow(opened);
            } catch (KafkaException failed) {
                LOG.debug("the tail of {} is interrupted", request.tenant(), failed);
                enter(TailState.RECONNECTING);
                pauseFor(AGAIN);
            } catch (RuntimeException failed) {
                LOG.error("the tail of {} begins again", request.tenant(), failed);
                enter(TailState.RECONNECTING);
                pauseFor(AGAIN);
            }
        }
    }

    private void follow(TapReader opened) {
        while (!closed && !opened.start(positions, request.since().map(begun::minus))) {
            enter(TailState.CONNECTED);
            pauseFor(AGAIN);
        }
        long nextCheck = System.nanoTime();
        while (!closed) {
            if (System.nanoTime() - nextCheck >= 0) {
                check(opened);
                nextCheck = System.nanoTime() + CHECK.toNanos();
            }
            for (var record : opened.poll(POLL)) {
                lastRead = record.timestamp();
                accept(record.value());
                positions.put(record.partition(), record.offset() + 1);
            }
        }
    }

    private void check(TapReader opened) {
        try {
            recordsBehind = opened.behind();
            enter(expired() && recordsBehind == 0 ? TailState.EXPIRED : TailState.CONNECTED);
            if (lag.tooFar(recordsBehind, counts().behind())) {
                skipped.addAndGet(opened.toEnd());
                recordsBehind = 0;
            }
        } catch (TimeoutException away) {
            enter(TailState.RECONNECTING);
        }
    }

    private boolean expired() {
        return request.expires().map(end -> Instant.now().isAfter(end)).orElse(false);
    }

    private void accept(byte[] section) {
        try {
            for (var packet : SectionReader.read(section).packets()) {
                var facts = packet.facts();
                boolean wanted = request.domain().map(facts.getDomain()::equals).orElse(true)
                        && request.tap().map(facts.getTap()::equals).orElse(true);
                if (wanted) {
                    lost.addAndGet(facts.getLostBefore());
                    offer(new TappedPacket(packet, names));
                }
            }
        } catch (PcapngException notPcapng) {
            malformed.incrementAndGet();
        }
    }

    private void offer(TappedPacket packet) {
        try {
            while (!closed && !queue.offer(packet, POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.trace("the listener holds the tail of {} back", request.tenant());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        var batch = new ArrayList<TappedPacket>();
        while (!closed) {
            try {
                if (paused) {
                    pauseFor(POLL);
                    continue;
                }
                var first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                listener.packets(List.copyOf(batch));
                delivered.addAndGet(batch.size());
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("the listener of the tail of {} failed", request.tenant(), fault);
            }
            batch.clear();
        }
    }

    private void enter(TailState next) {
        if (!closed && state != next) {
            state = next;
            try {
                listener.state(next);
            } catch (RuntimeException fault) {
                LOG.error("the listener of the tail of {} failed", request.tenant(), fault);
            }
        }
    }

    private void pauseFor(Duration time) {
        try {
            boolean over = ending.await(time.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("the tail of {} {}", request.tenant(), over ? "ends" : "goes on");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        state = TailState.CLOSED;
        ending.countDown();
        var open = reader;
        if (open != null) {
            open.wakeup();
        }
        try {
            if (!Thread.currentThread().equals(delivering)) {
                delivering.join(CLOSE);
            }
            if (!Thread.currentThread().equals(reading)) {
                reading.join(CLOSE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        queue.clear();
    }
}
