package dev.damson.edge.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kernel")
class BpfMapTest {
    @ParameterizedTest
    @EnumSource(
            value = MapSpec.Type.class,
            names = {"HASH", "LRU_HASH", "ARRAY"})
    void holdsWhatWasPut(MapSpec.Type type) {
        try (var map = BpfMap.create(new MapSpec("test/values", type, 4, 8, 16, 0))) {
            map.update(number(3), value(30));
            map.update(number(4), value(40));
            map.update(number(3), value(31));

            assertThat(map.lookup(number(3))).contains(value(31));
            assertThat(map.lookup(number(4))).contains(value(40));
            assertThat(map.info().spec()).isEqualTo(new MapSpec("values", type, 4, 8, 16, 0));
        }
    }

    @Test
    void aHashForgetsWhatIsDeleted() {
        try (var map = BpfMap.create(new MapSpec("test/flows", MapSpec.Type.HASH, 4, 8, 16, MapSpec.NO_PREALLOC))) {
            map.update(number(1), value(1));

            assertThat(map.delete(number(1))).isTrue();
            assertThat(map.delete(number(1))).isFalse();
            assertThat(map.lookup(number(1))).isEmpty();
        }
    }

    @Test
    void anUpdateModeIsKept() {
        try (var map = BpfMap.create(new MapSpec("test/flows", MapSpec.Type.HASH, 4, 8, 1, 0))) {
            assertThatThrownBy(() -> map.update(number(1), value(1), UpdateMode.PRESENT))
                    .isInstanceOfSatisfying(
                            KernelException.class,
                            refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
                    .hasMessage("bpf(MAP_UPDATE_ELEM) of map \"test/flows\" failed with ENOENT;"
                            + " the map must have room and fit the mode PRESENT");
            map.update(number(1), value(1), UpdateMode.ABSENT);
            assertThatThrownBy(() -> map.update(number(1), value(1), UpdateMode.ABSENT))
                    .hasMessageContaining("EEXIST");
            assertThatThrownBy(() -> map.update(number(2), value(1))).hasMessageContaining("E2BIG");
        }
    }

    @Test
    void aPrefixTrieAnswersWithTheLongestPrefix() {
        try (var map =
                BpfMap.create(new MapSpec("test/prefixes", MapSpec.Type.LPM_TRIE, 8, 8, 16, MapSpec.NO_PREALLOC))) {
            map.update(prefix(8, 10, 0, 0, 0), value(8));
            map.update(prefix(24, 10, 1, 0, 0), value(24));

            assertThat(map.lookup(prefix(32, 10, 1, 0, 9))).contains(value(24));
            assertThat(map.lookup(prefix(32, 10, 2, 0, 9))).contains(value(8));
            assertThat(map.lookup(prefix(32, 11, 2, 0, 9))).isEmpty();
        }
    }

    @Test
    void keysFollowEachOther() {
        try (var map = BpfMap.create(new MapSpec("test/flows", MapSpec.Type.HASH, 4, 8, 16, 0))) {
            for (var key = 1; key <= 5; key++) {
                map.update(number(key), value(key));
            }
            var sum = 0;
            for (var key = map.nextKey(null); key.isPresent(); key = next(map, key)) {
                sum += key.get().getInt(0);
            }

            assertThat(sum).isEqualTo(1 + 2 + 3 + 4 + 5);
        }
    }

    private static Optional<ByteBuffer> next(BpfMap map, Optional<ByteBuffer> key) {
        return map.nextKey(key.orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(
            value = MapSpec.Type.class,
            names = {"HASH", "LRU_HASH", "ARRAY"})
    void batchesWriteAndReadEverything(MapSpec.Type type) {
        var entries = 10_000;
        var expected = new HashMap<Integer, Long>();
        var seen = new HashMap<Integer, Long>();
        try (var map = BpfMap.create(new MapSpec("test/many", type, 4, 8, 2 * entries, 0));
                var batch = new MapBatch(map, 512)) {
            for (var key = 0; key < 2 * entries; key++) {
                if (key < entries) {
                    batch.put(number(key), value(3L * key));
                    expected.put(key, 3L * key);
                } else if (type == MapSpec.Type.ARRAY) {
                    expected.put(key, 0L);
                }
            }
            batch.flush();
            batch.forEach((key, value) -> seen.put(key.getInt(0), value.getLong(0)));
        }

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void aMappedArrayIsSharedMemory() {
        try (var arena = Arena.ofConfined();
                var map =
                        BpfMap.create(new MapSpec("test/mapped", MapSpec.Type.ARRAY, 4, 12, 1000, MapSpec.MMAPABLE))) {
            var memory = map.mapped(arena);
            ValueLayout.JAVA_INT.varHandle().setRelease(memory, 7 * map.mappedStride(), 42);

            assertThat(map.mappedStride()).isEqualTo(16);
            assertThat(map.lookup(7).getInt(0)).isEqualTo(42);
        }
    }

    @Test
    void aPerCpuValueHasOneForEachProcessor() {
        try (var map = BpfMap.create(new MapSpec("test/counters", MapSpec.Type.PERCPU_ARRAY, 4, 12, 4, 0))) {
            var values = PerCpuValues.of(map, 3);

            assertThat(values.ofCpus())
                    .hasSizeGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(values.sum(0)).isZero();
            assertThatThrownBy(() -> PerCpuValues.of(map, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void countersOfAllProcessorsAreSummedForEveryIndex() {
        try (var map = BpfMap.create(new MapSpec("test/counters", MapSpec.Type.PERCPU_ARRAY, 4, 16, 10_000, 0));
                var counting = BpfProgramTest.loader("test/counters", map).load(countingAtIndex(9_999))) {
            counting.test(TestRun.of(new byte[64]).repeated(77));

            var sums = PerCpuValues.sums(map, 8);
            assertThat(sums).hasSize(10_000);
            assertThat(sums[9_999]).isEqualTo(77);
            assertThat(LongStream.of(sums).sum()).isEqualTo(77);

            PerCpuValues.clear(map, 9_999);
            assertThat(PerCpuValues.of(map, 9_999).sum(8)).isZero();
        }
    }

    private static ProgramImage countingAtIndex(int index) {
        return new Bytecode()
                .store32(Bytecode.R10, -4, index)
                .copy(Bytecode.R2, Bytecode.R10)
                .add(Bytecode.R2, -4)
                .map(Bytecode.R1, "test/counters")
                .call(Bytecode.MAP_LOOKUP_ELEM)
                .jumpIfZero(Bytecode.R0, 2)
                .set(Bytecode.R2, 1)
                .fetchAdd64(Bytecode.R0, 8, Bytecode.R2)
                .set(Bytecode.R0, 0)
                .exit()
                .named("counting");
    }

    @Test
    void perCpuAndOtherMapsAreNotMixedUp() {
        try (var counters = BpfMap.create(new MapSpec("test/counters", MapSpec.Type.PERCPU_ARRAY, 4, 8, 4, 0));
                var values = BpfMap.create(new MapSpec("test/values", MapSpec.Type.ARRAY, 4, 8, 4, 0));
                var programs = BpfMap.create(new MapSpec("test/programs", MapSpec.Type.PROG_ARRAY, 4, 4, 4, 0))) {
            assertThatThrownBy(() -> counters.lookup(0))
                    .hasMessage("map \"test/counters\" is per CPU; PerCpuValues.of(map, index) reads it");
            assertThatThrownBy(() -> counters.update(0, value(1)))
                    .hasMessage("map \"test/counters\" is per CPU; PerCpuValues.clear(map, index) resets it");
            assertThatThrownBy(() -> PerCpuValues.of(values, 0))
                    .hasMessage("map \"test/values\" is not per CPU; BpfMap.lookup reads it");
            assertThatThrownBy(() -> new MapBatch(programs, 4)).hasMessage("map \"test/programs\" has no batches");
        }
    }

    @Test
    void aTableOfMegabytesIsOneValue() {
        var bytes = 2 << 20;
        try (var map = BpfMap.create(new MapSpec("table/0123456789abcdef", MapSpec.Type.ARRAY, 4, bytes, 1, 0))) {
            map.update(0, ByteBuffer.allocate(bytes).put(bytes - 1, (byte) 9));

            assertThat(map.lookup(0).get(bytes - 1)).isEqualTo((byte) 9);
            assertThat(map.info().spec().symbol()).isEqualTo("0123456789abcde");
        }
    }

    @Test
    void aFrozenMapIsConstant() {
        try (var map = BpfMap.create(new MapSpec("test/frozen", MapSpec.Type.ARRAY, 4, 8, 1, MapSpec.RDONLY_PROG))) {
            map.update(0, value(1));
            map.freeze();

            assertThatThrownBy(() -> map.update(0, value(2))).hasMessageContaining("EPERM");
            assertThat(map.lookup(0)).isEqualTo(value(1));
        }
    }

    @Test
    void wrongSizesAreNamed() {
        try (var map = BpfMap.create(new MapSpec("test/flows", MapSpec.Type.HASH, 4, 8, 16, 0))) {
            assertThatThrownBy(() -> map.update(value(1), value(1)))
                    .hasMessage("a key of \"8\" bytes for map \"test/flows\", which takes 4");
            assertThatThrownBy(() -> map.update(number(1), number(1)))
                    .hasMessage("a value of \"4\" bytes for map \"test/flows\", which takes 8");
        }
    }

    @Test
    void anImpossibleShapeIsRefusedWithItsName() {
        assertThatThrownBy(() -> BpfMap.create(new MapSpec("test/odd", MapSpec.Type.ARRAY, 3, 8, 1, 0)))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("test/odd")
                .hasMessageContaining("EINVAL");
    }

    static Stream<MapSpec> mapsOfTheDataPath() {
        return Stream.of(Maps.HOST_MAPS, Maps.DOMAIN_MAPS, Maps.PARITY_MAPS, Maps.GENERATION_MAPS)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("mapsOfTheDataPath")
    void theKernelTakesEveryMapOfTheDataPath(MapSpec spec) {
        try (var map = BpfMap.create(spec)) {
            assertThat(map.info().spec())
                    .isEqualTo(new MapSpec(
                            map.info().spec().symbol(),
                            spec.type(),
                            spec.keySize(),
                            spec.valueSize(),
                            spec.maxEntries(),
                            spec.flags()));
        }
    }

    @Test
    void anIdLeadsToTheSameMap() {
        try (var map = BpfMap.create(new MapSpec("test/flows", MapSpec.Type.HASH, 4, 8, 16, 0));
                var same = BpfMap.ofId(map.info().id())) {
            map.update(number(1), value(11));

            assertThat(same.lookup(number(1))).contains(value(11));
        }
    }

    static ByteBuffer number(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, number);
    }

    static ByteBuffer value(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    }

    private static ByteBuffer prefix(int length, int a, int b, int c, int d) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, length)
                .put(4, new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
    }
}
