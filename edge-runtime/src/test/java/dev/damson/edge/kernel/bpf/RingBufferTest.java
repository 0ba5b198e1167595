package dev.damson.edge.kernel.bpf;

import static dev.damson.edge.kernel.bpf.Bytecode.R0;
import static dev.damson.edge.kernel.bpf.Bytecode.R1;
import static dev.damson.edge.kernel.bpf.Bytecode.R2;
import static dev.damson.edge.kernel.bpf.Bytecode.R3;
import static dev.damson.edge.kernel.bpf.Bytecode.R6;
import static dev.damson.edge.kernel.bpf.Bytecode.R7;
import static dev.damson.edge.kernel.bpf.Bytecode.RINGBUF_DISCARD;
import static dev.damson.edge.kernel.bpf.Bytecode.RINGBUF_RESERVE;
import static dev.damson.edge.kernel.bpf.Bytecode.RINGBUF_SUBMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.MappedMemory;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class RingBufferTest {
    /** 24 bytes with its header: it does not divide a page, so that records wrap around the ring's end. */
    private static final int RECORD_BYTES = 16;

    private static final int SLEEP_FLAG_AT = 0;
    private static final int SEQUENCE_AT = 8;
    private static final int LOST_AT = 16;
    private static final int STATE_BYTES = 24;

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final Arena arena = Arena.ofShared();
    private final BpfMap records =
            BpfMap.create(new MapSpec("test/ring", MapSpec.Type.RINGBUF, 0, 0, 4 * MappedMemory.pageBytes(), 0));
    private final BpfMap state =
            BpfMap.create(new MapSpec("test/state", MapSpec.Type.ARRAY, 4, STATE_BYTES, 1, MapSpec.MMAPABLE));
    private final MemorySegment stateWords = state.mapped(arena);
    private final RingBuffer ring = new RingBuffer(records, stateWords.asSlice(SLEEP_FLAG_AT, Integer.BYTES));

    @AfterEach
    void close() {
        ring.close();
        arena.close();
        state.close();
        records.close();
    }

    /** Reserves a record, numbers it, and hands it over, waking the consumer only if that sleeps. */
    private static ProgramImage producer(int handOver) {
        return new Bytecode()
                .map(R1, "test/ring")
                .set(R2, RECORD_BYTES)
                .set(R3, 0)
                .call(RINGBUF_RESERVE)
                .mapValue(R7, "test/state", 0)
                .set(R2, 1)
                .jumpIfZero(R0, 10)
                .copy(R6, R0)
                .fetchAdd64(R7, SEQUENCE_AT, R2)
                .store64(R6, 0, R2)
                .store64(R6, 8, R2)
                .load32(R2, R7, SLEEP_FLAG_AT)
                // 0 becomes BPF_RB_NO_WAKEUP, 1 becomes BPF_RB_FORCE_WAKEUP.
                .add(R2, 1)
                .copy(R1, R6)
                .call(handOver)
                .set(R0, 0)
                .exit()
                .fetchAdd64(R7, LOST_AT, R2)
                .set(R0, 0)
                .exit()
                .named("producer");
    }

    private BpfProgram load(ProgramImage image) {
        return new ProgramLoader(Map.of("test/ring", records, "test/state", state)).load(image);
    }

    private static void produce(BpfProgram producer, int count) {
        producer.test(TestRun.of(new byte[64]).repeated(count));
    }

    private long lost() {
        return stateWords.get(ValueLayout.JAVA_LONG, LOST_AT);
    }

    @Test
    void aHundredThousandRecordsArriveInOrderAndWhole() throws Exception {
        var total = 100_000;
        var atATime = 100;
        var fits = (records.spec().maxEntries() / (RECORD_BYTES + 8) - atATime) * (long) (RECORD_BYTES + 8);
        var seen = new ArrayList<Long>(total);
        try (var producer = load(producer(RINGBUF_SUBMIT))) {
            var producing = CompletableFuture.runAsync(() -> {
                for (var produced = 0; produced < total; produced += atATime) {
                    while (ring.backlogBytes() > fits) {
                        Thread.onSpinWait();
                    }
                    produce(producer, atATime);
                }
            });
            while (seen.size() < total && (ring.await(LONG_ENOUGH) || !producing.isDone())) {
                while (ring.consume(record -> seen.add(numberOf(record)), 64) > 0) {
                    // until the ring is empty
                }
            }
            producing.get();
        }

        assertThat(lost()).isZero();
        assertThat(seen).isEqualTo(LongStream.range(0, total).boxed().toList());
        assertThat(ring.backlogBytes()).isZero();
    }

    private static long numberOf(MemorySegment record) {
        var number = record.get(ValueLayout.JAVA_LONG, 0);
        return record.byteSize() == RECORD_BYTES && record.get(ValueLayout.JAVA_LONG, 8) == number ? number : -1;
    }

    @Test
    void aSleepingConsumerIsWokenByOneRecord() throws Exception {
        try (var producer = load(producer(RINGBUF_SUBMIT))) {
            var woken = CompletableFuture.supplyAsync(() -> ring.await(LONG_ENOUGH));
            while ((int) ValueLayout.JAVA_INT.varHandle().getVolatile(stateWords, (long) SLEEP_FLAG_AT) == 0) {
                Thread.onSpinWait();
            }
            produce(producer, 1);

            assertThat(woken.get()).isTrue();
            assertThat(ring.consume(record -> {}, 10)).isEqualTo(1);
            assertThat(stateWords.get(ValueLayout.JAVA_INT, SLEEP_FLAG_AT)).isZero();
        }
    }

    @Test
    void aSleepingConsumerIsWokenByAnotherThread() throws Exception {
        var woken = CompletableFuture.supplyAsync(() -> ring.await(LONG_ENOUGH));
        ring.wakeUp();

        assertThat(woken.get()).isFalse();
        assertThat(ring.await(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void discardedRecordsAreSteppedOver() {
        try (var discarding = load(producer(RINGBUF_DISCARD));
                var producer = load(producer(RINGBUF_SUBMIT))) {
            produce(producer, 1);
            produce(discarding, 5);
            produce(producer, 1);
            var seen = new ArrayList<Long>();

            assertThat(ring.consume(record -> seen.add(numberOf(record)), 10)).isEqualTo(2);
            assertThat(seen).isEqualTo(List.of(0L, 6L));
            assertThat(ring.backlogBytes()).isZero();
        }
    }

    @Test
    void aFullRingLosesCountedRecordsAndGoesOn() {
        var more = records.spec().maxEntries() / (RECORD_BYTES + 8) + 10;
        try (var producer = load(producer(RINGBUF_SUBMIT))) {
            produce(producer, more);
            var consumed = ring.consume(record -> {}, more);

            assertThat(lost()).isPositive().isEqualTo(more - consumed);
            produce(producer, 1);
            assertThat(ring.consume(record -> {}, more)).isEqualTo(1);
        }
    }

    @Test
    void aConsumerThatFailsHasHadItsRecord() {
        try (var producer = load(producer(RINGBUF_SUBMIT))) {
            produce(producer, 2);
            var seen = new ArrayList<Long>();

            assertThatThrownBy(() -> ring.consume(
                            record -> {
                                throw new IllegalArgumentException("no");
                            },
                            1))
                    .hasMessage("no");
            assertThat(ring.consume(record -> seen.add(numberOf(record)), 10)).isEqualTo(1);
            assertThat(seen).isEqualTo(List.of(1L));
        }
    }

    @Test
    void theNextConsumerGoesOnWhereTheLastOneStopped() {
        try (var producer = load(producer(RINGBUF_SUBMIT))) {
            produce(producer, 3);
            assertThat(ring.consume(record -> {}, 2)).isEqualTo(2);
            var seen = new ArrayList<Long>();

            try (var next = new RingBuffer(records, stateWords.asSlice(SLEEP_FLAG_AT, Integer.BYTES))) {
                next.consume(record -> seen.add(numberOf(record)), 10);
            }
            assertThat(seen).isEqualTo(List.of(2L));
        }
    }

    @Test
    void anotherMapIsRefused() {
        assertThatThrownBy(() -> new RingBuffer(state, stateWords))
                .hasMessage("map \"test/state\" is of type \"ARRAY\"; it should be a RINGBUF");
    }
}
