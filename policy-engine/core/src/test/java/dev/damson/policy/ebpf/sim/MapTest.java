package dev.damson.policy.ebpf.sim;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R6;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTest {
    private static final int ANY = 0;

    private final Bench bench = new Bench();

    @ParameterizedTest(name = "{0}, key {1}, flags {2}: {3}")
    @CsvSource({
        "hash, 1, 0, 0", // the first of two entries
        "hash, 1, 1, -17",
        "hash, 1, 2, 0",
        "hash, 2, 2, -2",
        "hash, 2, 1, 0",
        "hash, 3, 0, -7", // full
        "hash, 1, 3, -22",
        "recent, 3, 0, 0", // evicts
        "array, 3, 0, 0",
        "array, 4, 0, -7",
        "array, 3, 1, -17",
        "counters, 0, 2, 0"
    })
    void updatesAsTheKernelDoes(String map, int key, int flags, long expected) {
        if (map.equals("hash") || map.equals("recent")) {
            assertEquals(0, update(map, 1, ANY));
            if (key == 3) {
                assertEquals(0, update(map, 2, ANY));
            }
        }
        assertEquals(expected, update(map, key, flags));
    }

    @Test
    void deletesFromHashesOnly() {
        update("hash", 1, ANY);

        assertEquals(0, delete("hash", 1));
        assertEquals(-2, delete("hash", 1));
        assertEquals(-22, delete("array", 1));
        assertEquals(0, bench.hash.size());
    }

    @Test
    void evictsTheLeastRecentlyUsed() {
        update("recent", 1, ANY);
        update("recent", 2, ANY);
        lookUpAndAdd("recent", 1);
        update("recent", 3, ANY);

        assertTrue(bench.recent.get(key(1)).isPresent());
        assertFalse(bench.recent.get(key(2)).isPresent());
        assertTrue(bench.recent.get(key(3)).isPresent());
    }

    @Test
    void aLookupReachesTheValueItself() {
        update("hash", 1, ANY);
        lookUpAndAdd("hash", 1);
        lookUpAndAdd("hash", 1);
        lookUpAndAdd("array", 2);
        lookUpAndAdd("counters", 3);

        assertEquals(
                9,
                ByteBuffer.wrap(bench.hash.get(key(1)).orElseThrow())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong(0));
        assertEquals(1, bench.array.value(2).getLong(0));
        assertEquals(1, bench.counters.value(3).getLong(0));
    }

    @Test
    void anUpdateReplacesTheElementAndLeavesOldPointersBehind() {
        update("hash", 1, ANY);
        bench.run(a -> {
            var found = a.label("found");
            a.storeImm(Width.DW, R10, -8, 1).loadMap(R1, "hash").mov(R2, R10).alu(AluOp.ADD, R2, -8);
            a.call(Helper.MAP_LOOKUP_ELEM)
                    .jumpIf(Condition.NE, R0, 0, found)
                    .exit()
                    .bind(found)
                    .mov(R6, R0);
            value(a, "hash", 1).mov(R4, ANY).call(Helper.MAP_UPDATE_ELEM);
            a.storeImm(Width.DW, R6, 0, 99).mov(R0, 0).exit();
        });

        assertEquals(7, bench.hash.get(key(1)).orElseThrow()[0]);
    }

    @Test
    void anAbsentKeyOrAnIndexOutOfRangeIsNull() {
        assertEquals(-1, lookUpAndAdd("hash", 1));
        assertEquals(-1, lookUpAndAdd("array", 4));
    }

    @Test
    void aMappedArrayIsSharedWithTheOutside() {
        bench.out.value(0).putLong(8, 41);

        assertEquals(
                42,
                bench.compute(a -> a.loadMapValue(R2, "out", 8)
                        .load(Width.DW, R0, R2, 0)
                        .alu(AluOp.ADD, R0, 1)
                        .store(Width.DW, R2, 0, R0)));
        assertEquals(42, bench.out.value(0).getLong(8));
    }

    @ParameterizedTest(name = "10.{1}.{2}.{3} → {0}")
    @CsvSource({"0, 9, 9, 9", "1, 1, 0, 1", "2, 1, 2, 3", "3, 1, 2, 7"})
    void findsTheLongestPrefix(int expected, int b, int c, int d) {
        bench.prefixes.put(prefix(0, 0, 0, 0, 0), Bench.hex("00000000"));
        bench.prefixes.put(prefix(16, 10, 1, 0, 0), Bench.hex("01000000"));
        bench.prefixes.put(prefix(24, 10, 1, 2, 0), Bench.hex("02000000"));
        bench.prefixes.put(prefix(31, 10, 1, 2, 6), Bench.hex("03000000"));

        assertEquals(expected, bench.prefixes.get(prefix(32, 10, b, c, d)).orElseThrow()[0]);
    }

    @Test
    void aPrefixThatWasRemovedUncoversTheShorterOne() {
        bench.prefixes.put(prefix(16, 10, 1, 0, 0), Bench.hex("01000000"));
        bench.prefixes.put(prefix(24, 10, 1, 2, 0), Bench.hex("02000000"));

        assertTrue(bench.prefixes.remove(prefix(24, 10, 1, 2, 0)));
        assertFalse(bench.prefixes.remove(prefix(24, 10, 1, 2, 0)));

        assertEquals(1, bench.prefixes.get(prefix(32, 10, 1, 2, 3)).orElseThrow()[0]);
        assertTrue(bench.prefixes.get(prefix(32, 10, 2, 2, 3)).isEmpty());
    }

    @Test
    void ringsKeepWhatWasSubmittedInOrder() {
        bench.run(a -> {
            var got = a.label("got");
            a.storeImm(Width.DW, R10, -8, 1).loadMap(R1, "ring").mov(R2, R10).alu(AluOp.ADD, R2, -8);
            a.mov(R3, 8).mov(R4, 1).call(Helper.RINGBUF_OUTPUT);
            a.loadMap(R1, "ring").mov(R2, 4).mov(R3, 0).call(Helper.RINGBUF_RESERVE);
            a.jumpIf(Condition.NE, R0, 0, got).exit().bind(got);
            a.storeImm(Width.W, R0, 0, 2).mov(R1, R0).mov(R2, 2).call(Helper.RINGBUF_SUBMIT);
            a.mov(R0, 0).exit();
        });

        assertEquals(
                List.of(
                        new Ring.RingRecord(Bench.hex("0100000000000000"), Ring.RingRecord.Wakeup.NONE),
                        new Ring.RingRecord(Bench.hex("02000000"), Ring.RingRecord.Wakeup.FORCED)),
                bench.ring.drain());
        assertEquals(List.of(), bench.ring.records());
    }

    @Test
    void aFullRingRefusesUntilItIsDrained() {
        for (int i = 0; i < 4; i++) {
            assertEquals(0, fillRing());
        }
        assertEquals(-11, fillRing());
        assertEquals(4, bench.ring.drain().size());
        assertEquals(0, fillRing());
    }

    @Test
    void aRingTellsHowFullItIs() {
        fillRing();

        assertEquals(1008, bench.compute(a -> a.loadMap(R1, "ring").mov(R2, 0).call(Helper.RINGBUF_QUERY)));
        assertEquals(4096, bench.compute(a -> a.loadMap(R1, "ring").mov(R2, 1).call(Helper.RINGBUF_QUERY)));
    }

    @Test
    void refusesWrongSizesFromOutside() {
        assertThrows(IllegalArgumentException.class, () -> bench.hash.put(new byte[4], new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> bench.hash.put(new byte[8], new byte[4]));
        assertThrows(IllegalArgumentException.class, () -> bench.array.get(new byte[3]));
    }

    @Test
    void keepsElementsReadableFromOutside() {
        bench.hash.put(key(5), new byte[16]);

        assertEquals(1, bench.hash.elements().size());
        assertArrayEquals(new byte[16], bench.hash.elements().get(ByteBuffer.wrap(key(5))));
    }

    private long update(String map, int key, int flags) {
        return bench.compute(a -> value(a, map, key).mov(R4, flags).call(Helper.MAP_UPDATE_ELEM));
    }

    private long delete(String map, int key) {
        return bench.compute(a -> value(a, map, key).call(Helper.MAP_DELETE_ELEM));
    }

    /** Adds one to the value and returns 0, or -1 if there is none. */
    private long lookUpAndAdd(String map, int key) {
        return bench.compute(a -> {
            var absent = a.label("absent");
            var end = a.label("end");
            value(a, map, key).call(Helper.MAP_LOOKUP_ELEM).jumpIf(Condition.EQ, R0, 0, absent);
            a.mov(R1, 1).atomicAdd(Width.DW, R0, 0, R1).mov(R0, 0).jump(end);
            a.bind(absent).mov(R0, -1).bind(end);
        });
    }

    /** R1 = map, R2 = key, R3 = a value that begins with 7. */
    private static Assembler value(Assembler a, String map, int key) {
        a.storeImm(Width.DW, R10, -8, key).storeImm(Width.DW, R10, -24, 7).storeImm(Width.DW, R10, -16, 0);
        a.loadMap(R1, map).mov(R2, R10).alu(AluOp.ADD, R2, -8);
        return a.mov(R3, R10).alu(AluOp.ADD, R3, -24);
    }

    private long fillRing() {
        return bench.compute(a -> {
            var full = a.label("full");
            var end = a.label("end");
            a.loadMap(R1, "ring").mov(R2, 1000).mov(R3, 0).call(Helper.RINGBUF_RESERVE);
            a.jumpIf(Condition.EQ, R0, 0, full).mov(R1, R0).mov(R2, 0).call(Helper.RINGBUF_SUBMIT);
            a.mov(R0, 0).jump(end).bind(full).mov(R0, -11).bind(end);
        });
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    private static byte[] prefix(int bits, int... address) {
        var key = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(bits);
        for (var octet : address) {
            key.put((byte) octet);
        }
        return key.array();
    }
}
