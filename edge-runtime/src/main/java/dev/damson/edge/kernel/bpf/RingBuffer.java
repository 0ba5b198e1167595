package dev.damson.edge.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.damson.edge.kernel.MappedMemory;
import dev.damson.edge.kernel.Wakeable;
import dev.damson.wire.layout.MapSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The consumer of a BPF_MAP_TYPE_RINGBUF. One thread consumes and waits; any thread may call {@link #wakeUp}.
 *
 * <p>While records flow nobody is woken: the programs submit with BPF_RB_NO_WAKEUP as long as the sleep flag is 0. Before
 * it sleeps, the consumer sets the flag and looks once more; a program that finds it set submits with
 * BPF_RB_FORCE_WAKEUP. A program must read the flag after it has reserved its record. As it does so without a memory
 * barrier, a wake-up can still be missed once in a great while: the time given to {@link #await} bounds what that costs.
 */
public final class RingBuffer implements AutoCloseable {
    /** Of a record's first word (BPF_RINGBUF_BUSY_BIT, BPF_RINGBUF_DISCARD_BIT). */
    private static final int BUSY = 1 << 31;

    private static final int DISCARDED = 1 << 30;
    private static final int LENGTH_MASK = ~(BUSY | DISCARDED);

    /** Length and page offset, in front of each record. */
    private static final int HEADER_BYTES = 8;

    private static final int RECORD_ALIGNMENT = 8;

    private static final int AWAKE = 0;
    private static final int ASLEEP = 1;

    private static final VarHandle POSITION = JAVA_LONG.varHandle();
    private static final VarHandle WORD = JAVA_INT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment consumerPage;
    private final MemorySegment producerPage;
    private final MemorySegment data;
    private final MemorySegment sleepFlag;
    private final long positionMask;
    private final Wakeable wakeable;

    private long position;

    /**
     * @param map of type RINGBUF; it stays open as long as this
     * @param sleepFlag four bytes in a mapped array that the producing programs read
     */
    public RingBuffer(BpfMap map, MemorySegment sleepFlag) {
        if (map.spec().type() != MapSpec.Type.RINGBUF) {
            throw new IllegalArgumentException("%s is of type \"%s\"; it should be a RINGBUF"
                    .formatted(map.subject(), map.spec().type()));
        }
        long bytes = map.spec().maxEntries();
        var page = MappedMemory.pageBytes();
        consumerPage = MappedMemory.writable(map.descriptor(), 0, page, arena);
        producerPage = MappedMemory.readable(map.descriptor(), page, page, arena);
        // The kernel maps the data twice in a row, so that a record that wraps around is contiguous.
        data = MappedMemory.readable(map.descriptor(), 2L * page, 2 * bytes, arena);
        positionMask = bytes - 1;
        position = (long) POSITION.getAcquire(consumerPage, 0L);
        this.sleepFlag = sleepFlag;
        wakeable = new Wakeable(map.descriptor());
    }

    /**
     * Hands on finished records in their order. Returns early at one that a program is still writing.
     *
     * @param records gets each record's bytes, read-only, valid only during the call
     * @param most records of one call
     * @return how many were handed on
     */
    public int consume(Consumer<MemorySegment> records, int most) {
        var consumed = 0;
        while (consumed < most && position < (long) POSITION.getAcquire(producerPage, 0L)) {
            var at = position & positionMask;
            var header = (int) WORD.getAcquire(data, at);
            if ((header & BUSY) != 0) {
                break;
            }
            var length = header & LENGTH_MASK;
            try {
                if ((header & DISCARDED) == 0) {
                    consumed++;
                    records.accept(data.asSlice(at + HEADER_BYTES, length));
                }
            } finally {
                position += (HEADER_BYTES + length + RECORD_ALIGNMENT - 1) & -RECORD_ALIGNMENT;
                POSITION.setRelease(consumerPage, 0L, position);
            }
        }
        return consumed;
    }

    /**
     * Sleeps until there is a record, {@link #wakeUp} is called or the time is up.
     *
     * @return whether there is a record, perhaps one that is still being written
     */
    public boolean await(Duration atMost) {
        WORD.setVolatile(sleepFlag, 0L, ASLEEP);
        try {
            VarHandle.fullFence();
            return backlogBytes() > 0 || wakeable.awaitReadable(atMost);
        } finally {
            WORD.setVolatile(sleepFlag, 0L, AWAKE);
        }
    }

    /** Ends the present or next {@link #await}. */
    public void wakeUp() {
        wakeable.wakeUp();
    }

    /** What programs have reserved and nobody has consumed, headers included. */
    public long backlogBytes() {
        return (long) POSITION.getAcquire(producerPage, 0L) - (long) POSITION.getAcquire(consumerPage, 0L);
    }

    @Override
    public void close() {
        wakeable.close();
        arena.close();
    }
}
