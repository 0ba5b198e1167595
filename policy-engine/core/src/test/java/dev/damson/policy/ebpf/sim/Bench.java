package dev.damson.policy.ebpf.sim;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.MapSpec;
import java.util.HexFormat;
import java.util.function.Consumer;

/** One machine with a map of each type, and short programs to run on it. */
final class Bench {
    /** 60 bytes: an Ethernet header with EtherType IPv4, then bytes that say where they stand. */
    static final byte[] FRAME = frame();

    final Machine machine = new Machine();
    final ArrayTable out = (ArrayTable) map("out", MapSpec.Type.ARRAY, 4, 64, 1, MapSpec.MMAPABLE);
    final ArrayTable array = (ArrayTable) map("array", MapSpec.Type.ARRAY, 4, 16, 4, 0);
    final ArrayTable counters = (ArrayTable) map("counters", MapSpec.Type.PERCPU_ARRAY, 4, 8, 4, 0);
    final HashTable hash = (HashTable) map("hash", MapSpec.Type.HASH, 8, 16, 2, 0);
    final HashTable recent = (HashTable) map("recent", MapSpec.Type.LRU_HASH, 8, 16, 2, 0);
    final PrefixTable prefixes = (PrefixTable) map("prefixes", MapSpec.Type.LPM_TRIE, 8, 4, 4, MapSpec.NO_PREALLOC);
    final ProgramTable programs = (ProgramTable) map("programs", MapSpec.Type.PROG_ARRAY, 4, 4, 4, 0);
    final Ring ring = (Ring) map("ring", MapSpec.Type.RINGBUF, 0, 0, 4096, 0);
    final ArrayTable constants = (ArrayTable) map("constants", MapSpec.Type.ARRAY, 4, 16, 1, MapSpec.RDONLY_PROG);

    Program load(String name, Consumer<Assembler> body) {
        var assembler = new Assembler(name);
        body.accept(assembler);
        return machine.load(assembler.assemble());
    }

    Run run(Arrival arrival, Consumer<Assembler> body) {
        return machine.run(load("test", body), arrival);
    }

    Run run(Consumer<Assembler> body) {
        return run(Arrival.of(FRAME), body);
    }

    /** Runs a body that leaves a number in R0 and gives all 64 bits of it. */
    long compute(Arrival arrival, Consumer<Assembler> body) {
        run(arrival, a -> {
            body.accept(a);
            a.loadMapValue(Register.R1, "out", 0).store(Width.DW, Register.R1, 0, Register.R0);
            a.mov(Register.R0, 0).exit();
        });
        return out.value(0).getLong(0);
    }

    long compute(Consumer<Assembler> body) {
        return compute(Arrival.of(FRAME), body);
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private SimulatedMap map(String symbol, MapSpec.Type type, int keySize, int valueSize, int entries, int flags) {
        return machine.map(new MapSpec(symbol, type, keySize, valueSize, entries, flags));
    }

    private static byte[] frame() {
        var frame = new byte[60];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (byte) i;
        }
        frame[12] = 0x08;
        frame[13] = 0x00;
        return frame;
    }
}
