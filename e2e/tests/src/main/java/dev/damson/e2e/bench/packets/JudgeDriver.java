package dev.damson.e2e.bench.packets;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R6;
import static dev.damson.policy.ebpf.Register.R7;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TestRun;
import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import dev.damson.policy.model.IpAddress;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs judging programs alone: before each run one packet's facts are put into meta, as the ingress program leaves them,
 * and a judging program is entered by a tail call; where it would hand on, the run ends. The same with a program that
 * hands on without judging is what is taken off.
 */
final class JudgeDriver implements AutoCloseable {
    private static final byte[] FRAME = new byte[64];
    private static final int RUNS = 1 << 16;
    private static final String FACTS = "bench/facts";
    private static final int STRIDE = 64;
    private static final int SLOT_AT = 0;
    private static final int FAMILY_AT = 4;
    private static final int SERVICE_AT = 6;
    private static final int ORIGIN_AT = 8;
    private static final int TARGET_AT = 24;
    private static final MapSpec STATE = new MapSpec("bench/state", MapSpec.Type.ARRAY, 4, 8, 1, 0);
    private static final int TCP = 6;

    private final Map<String, BpfMap> maps = new HashMap<>();
    private final BpfMap judging = BpfMap.create(Maps.FROM);
    private final BpfMap empty = BpfMap.create(Maps.FROM);
    private final BpfProgram judged;
    private final BpfProgram passed;

    /**
     * @param slot of the judging program
     */
    record Fact(int slot, IpAddress origin, IpAddress target, int port) {}

    /** @param facts a power of two of them */
    JudgeDriver(List<Fact> facts) {
        for (var spec : List.of(Maps.META, Maps.FINISH, Maps.HOST, Maps.DROPS, Maps.TO, STATE)) {
            maps.put(spec.symbol(), BpfMap.create(spec));
        }
        maps.put(FACTS, BpfMap.create(new MapSpec(FACTS, MapSpec.Type.ARRAY, 4, STRIDE * facts.size(), 1, 0)));
        map(FACTS).update(0, bytes(facts));
        try (var end = new ProgramLoader(maps)
                        .load(new Assembler("end").mov(R0, 0).exit().assemble());
                var through = new ProgramLoader(maps).load(handingOn())) {
            map(Maps.FINISH.symbol()).update(0, end);
            facts.forEach(fact -> empty.update(fact.slot(), through));
        }
        judged = driver(facts.size(), judging);
        passed = driver(facts.size(), empty);
    }

    private BpfMap map(String symbol) {
        return java.util.Objects.requireNonNull(maps.get(symbol));
    }

    /** Puts a judging program, with the maps of its generation, at a slot. */
    void enter(int slot, ProgramImage image, Map<String, BpfMap> generation) {
        var all = new HashMap<>(maps);
        all.putAll(generation);
        try (var program = new ProgramLoader(all).load(image)) {
            judging.update(slot, program);
        }
    }

    private static ByteBuffer bytes(List<Fact> facts) {
        var value = ByteBuffer.allocate(STRIDE * facts.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < facts.size(); i++) {
            var fact = facts.get(i);
            value.putInt(STRIDE * i + SLOT_AT, fact.slot());
            value.put(STRIDE * i + FAMILY_AT, (byte) (fact.origin().isIpv4() ? 4 : 6));
            value.putShort(STRIDE * i + SERVICE_AT, (short) fact.port());
            value.put(STRIDE * i + ORIGIN_AT, fact.origin().toBytes());
            value.put(STRIDE * i + TARGET_AT, fact.target().toBytes());
        }
        return value;
    }

    private BpfProgram driver(int facts, BpfMap from) {
        var code = new Assembler("driver");
        code.mov(R6, R1);
        meta(code);
        code.loadMapValue(R9, STATE.symbol(), 0).load(Width.DW, R8, R9, 0);
        code.mov(R1, R8).alu(AluOp.ADD, R1, 1).store(Width.DW, R9, 0, R1);
        code.alu(AluOp.AND, R8, facts - 1).alu(AluOp.MUL, R8, STRIDE);
        code.loadMapValue(R9, FACTS, 0).alu(AluOp.ADD, R9, R8);
        code.storeImm(Width.B, R7, Meta.PROTOCOL.offset(), TCP);
        code.storeImm(Width.B, R7, Meta.TO_JUDGE.offset(), Meta.ORIGIN_END);
        code.load(Width.B, R1, R9, FAMILY_AT).store(Width.B, R7, Meta.FAMILY.offset(), R1);
        code.load(Width.H, R1, R9, SERVICE_AT).store(Width.H, R7, Meta.SERVICE.offset(), R1);
        copy(code, ORIGIN_AT, Meta.ORIGIN_ADDRESS);
        copy(code, TARGET_AT, Meta.TARGET_ADDRESS);
        code.mov(R1, R6).loadMap(R2, Maps.FROM.symbol()).load(Width.W, R3, R9, SLOT_AT);
        code.call(Helper.TAIL_CALL).mov(R0, 1).exit();
        var all = new HashMap<>(maps);
        all.put(Maps.FROM.symbol(), from);
        return new ProgramLoader(all).load(code.assemble());
    }

    private static void copy(Assembler code, int from, Field to) {
        for (int i = 0; i < 16; i += 8) {
            code.load(Width.DW, R1, R9, from + i).store(Width.DW, R7, to.offset() + i, R1);
        }
    }

    /** R7 = this processor's meta. */
    private static void meta(Assembler code) {
        var found = code.label("meta");
        code.storeImm(Width.W, R10, -8, 0).loadMap(R1, Maps.META.symbol()).mov(R2, R10);
        code.alu(AluOp.ADD, R2, -8).call(Helper.MAP_LOOKUP_ELEM);
        code.jumpIf(Condition.NE, R0, 0, found).mov(R0, 1).exit().bind(found).mov(R7, R0);
    }

    /** What a judging program is without judging. */
    private static ProgramImage handingOn() {
        var code = new Assembler("handing-on");
        code.mov(R6, R1);
        meta(code);
        code.mov(R1, R6).loadMap(R2, Maps.FINISH.symbol()).load(Width.W, R3, R7, Meta.DOMAIN_SLOT.offset());
        return code.call(Helper.TAIL_CALL).mov(R0, 1).exit().assemble();
    }

    /**
     * Nanoseconds of judging one packet, in the best of some rounds.
     *
     * @throws IllegalStateException if the program did not come to its end
     */
    double nanos(int rounds) {
        int with = Integer.MAX_VALUE;
        int without = Integer.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            with = Math.min(with, run(judged));
            without = Math.min(without, run(passed));
        }
        return with - without;
    }

    private static int run(BpfProgram program) {
        var result = program.test(TestRun.of(FRAME).repeated(RUNS));
        if (result.returned() != 0) {
            throw new IllegalStateException("a judging program returned " + result.returned());
        }
        return result.nanos();
    }

    @Override
    public void close() {
        judged.close();
        passed.close();
        judging.close();
        empty.close();
        maps.values().forEach(BpfMap::close);
    }
}
