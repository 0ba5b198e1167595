package dev.damson.edge.kernel.bpf;

import static dev.damson.edge.kernel.bpf.Bytecode.KTIME_GET_NS;
import static dev.damson.edge.kernel.bpf.Bytecode.R0;
import static dev.damson.edge.kernel.bpf.Bytecode.R1;
import static dev.damson.edge.kernel.bpf.Bytecode.R2;
import static dev.damson.edge.kernel.bpf.Bytecode.R3;
import static dev.damson.edge.kernel.bpf.Bytecode.TAIL_CALL;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_DROP;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.KernelClock;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class BpfProgramTest {
    private static final byte[] PACKET = new byte[64];

    @Test
    void aProgramRunsOnAPacket() {
        try (var program = load(Bytecode.returning(TCX_DROP))) {
            var result = program.test(TestRun.of(PACKET));

            assertThat(result.returned()).isEqualTo(TCX_DROP);
            assertThat(result.packet()).isEqualTo(PACKET);
        }
    }

    @Test
    void aRepeatedRunCountsEveryTime() {
        try (var counter = BpfMap.create(new MapSpec("test/counter", MapSpec.Type.ARRAY, 4, 8, 1, 0));
                var program = loader("test/counter", counter).load(Bytecode.counting("test/counter", TCX_PASS))) {
            var result = program.test(TestRun.of(PACKET).repeated(1000));

            assertThat(counter.lookup(0).getLong(0)).isEqualTo(1000);
            assertThat(result.nanos()).isPositive();
        }
    }

    @Test
    void aMapValueIsReachedAtItsOffset() {
        var image = new Bytecode()
                .mapValue(R1, "test/words", 8)
                .load32(R0, R1, 0)
                .exit()
                .named("offset");
        try (var words = BpfMap.create(new MapSpec("test/words", MapSpec.Type.ARRAY, 4, 16, 1, 0));
                var program = loader("test/words", words).load(image)) {
            words.update(0, ByteBuffer.allocate(16).put(8, (byte) 42));

            assertThat(program.test(TestRun.of(PACKET)).returned()).isEqualTo(42);
        }
    }

    @Test
    void theContextGoesInAndComesOut() {
        var markAt = 8;
        var gsoSegmentsAt = 164;
        var image = new Bytecode()
                .load32(R0, R1, gsoSegmentsAt)
                .load32(R2, R1, markAt)
                .add(R2, 1)
                .slot(0x63, R1, R2, markAt, 0)
                .exit()
                .named("context");
        try (var program = load(image)) {
            var result = program.test(TestRun.of(PACKET).in(new SkBuff(41, 1, 0, 7, 1448)));

            assertThat(result.returned()).isEqualTo(7);
            assertThat(SkBuff.of(result.context()).mark()).isEqualTo(42);
        }
    }

    @Test
    void aTailCallGoesWhereTheArrayPoints() {
        var image = new Bytecode()
                .map(R2, "test/programs")
                .set(R3, 1)
                .call(TAIL_CALL)
                .set(R0, TCX_DROP)
                .exit()
                .named("dispatcher");
        try (var programs = BpfMap.create(new MapSpec("test/programs", MapSpec.Type.PROG_ARRAY, 4, 4, 4, 0));
                var dispatcher = loader("test/programs", programs).load(image);
                var first = load(Bytecode.returning(77));
                var second = load(Bytecode.returning(78))) {
            assertThat(programs.programId(1)).isEmpty();
            assertThat(dispatcher.test(TestRun.of(PACKET)).returned()).isEqualTo(TCX_DROP);
            programs.update(1, first);
            assertThat(programs.programId(1)).contains(first.info().id());
            assertThat(dispatcher.test(TestRun.of(PACKET)).returned()).isEqualTo(77);
            programs.update(1, second);
            assertThat(dispatcher.test(TestRun.of(PACKET)).returned()).isEqualTo(78);
            programs.delete(1);
            assertThat(dispatcher.test(TestRun.of(PACKET)).returned()).isEqualTo(TCX_DROP);
        }
    }

    @Test
    void theTimeOfAProgramIsTheKernelClock() {
        var image = new Bytecode()
                .call(KTIME_GET_NS)
                .mapValue(R1, "test/time", 0)
                .store64(R1, 0, R0)
                .set(R0, TCX_PASS)
                .exit()
                .named("time");
        try (var time = BpfMap.create(new MapSpec("test/time", MapSpec.Type.ARRAY, 4, 8, 1, 0));
                var program = loader("test/time", time).load(image)) {
            var before = KernelClock.monotonicNanos();
            program.test(TestRun.of(PACKET));
            var after = KernelClock.monotonicNanos();

            assertThat(time.lookup(0).getLong(0)).isBetween(before, after);
        }
    }

    @Test
    void equalCodeHasTheSameTagInEveryLife() {
        try (var one = BpfMap.create(new MapSpec("test/counter", MapSpec.Type.ARRAY, 4, 8, 1, 0));
                var other = BpfMap.create(new MapSpec("test/counter", MapSpec.Type.ARRAY, 4, 8, 1, 0));
                var first = loader("test/counter", one).load(Bytecode.counting("test/counter", TCX_PASS));
                var second = loader("test/counter", other).load(Bytecode.counting("test/counter", TCX_PASS));
                var third = loader("test/counter", one).load(Bytecode.counting("test/counter", TCX_DROP))) {
            assertThat(first.info().tag())
                    .matches("[0-9a-f]{16}")
                    .isEqualTo(second.info().tag());
            assertThat(third.info().tag()).isNotEqualTo(first.info().tag());
            assertThat(first.info().name()).isEqualTo("counting");
            assertThat(first.info().id()).isNotEqualTo(second.info().id());
        }
    }

    @Test
    void aSymbolWithoutAMapIsNamed() {
        assertThatThrownBy(() -> new ProgramLoader(Map.of()).load(Bytecode.counting("test/counter", TCX_PASS)))
                .hasMessage("symbol \"test/counter\" has no map; there are []");
    }

    static BpfProgram load(ProgramImage image) {
        return new ProgramLoader(Map.of()).load(image);
    }

    static ProgramLoader loader(String symbol, BpfMap map) {
        return new ProgramLoader(Map.of(symbol, map));
    }
}
