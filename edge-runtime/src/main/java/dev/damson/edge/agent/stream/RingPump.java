package dev.damson.edge.agent.stream;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.RingBuffer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that empties one ring. While records flow it polls; without any it sleeps until a program wakes it. */
public final class RingPump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RingPump.class);

    /** Records between two looks at the time. */
    private static final int AT_ONCE = 512;

    /** Bounds what a missed wake-up costs, see {@link RingBuffer}. */
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(100);

    private final RingBuffer ring;
    private final Consumer consumer;
    private final Thread thread;
    private volatile boolean running = true;

    /** What is done with the records; on the pump's thread. */
    public interface Consumer {
        /** @param bytes little endian, valid only during the call */
        void record(ByteBuffer bytes);

        /** Called at least every 100 ms, and before sleeping. */
        void pause();
    }

    public RingPump(String name, BpfMap map, MemorySegment sleepFlag, Consumer consumer) {
        this.ring = new RingBuffer(map, sleepFlag);
        this.consumer = consumer;
        thread = Thread.ofPlatform().name("edge-" + name).daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (running) {
            var consumed = ring.consume(this::consume, AT_ONCE);
            guarded(consumer::pause);
            if (consumed == 0) {
                ring.await(LONGEST_SLEEP);
            }
        }
    }

    private void consume(MemorySegment bytes) {
        guarded(() -> consumer.record(bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN)));
    }

    /** One record that cannot be read must not stop those behind it. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unexpected) {
            LOG.warn("a record of {} is passed over", thread.getName(), unexpected);
        }
    }

    @Override
    public void close() {
        running = false;
        ring.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ring.close();
    }
}
