package dev.damson.e2e.kernel;

import dev.damson.e2e.bench.Differential;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TestRun;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.replay.JudgeState;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The judging programs of a plan in the kernel, loaded as the edge loads them: a packet's facts go in through meta, an
 * end's verdict comes out of it. Meta is one value here, since a test does not choose its processor.
 */
final class KernelJudges implements Differential.Judge, AutoCloseable {
    private static final byte[] FRAME = new byte[64];

    private final KernelMaps maps;
    private final BpfMap meta;
    private final List<BpfProgram> from = new ArrayList<>();
    private final List<BpfProgram> to = new ArrayList<>();

    KernelJudges(DomainPlan plan, Programs programs) {
        maps = new KernelMaps(programs, Programs.trie(plan).length);
        meta = maps.replace(new MapSpec(Maps.META.symbol(), MapSpec.Type.ARRAY, 4, Meta.STRUCT.size(), 1, 0));
        programs.tables().forEach((symbol, bytes) -> map(symbol).update(0, little(bytes)));
        map(Maps.ADDRESSES_4).update(0, little(AddressTrie.bytes(Programs.trie(plan))));
        addresses(plan);
        var loader = new ProgramLoader(maps.bySymbol());
        for (var judges : programs.judges()) {
            from.add(loader.load(judges.from()));
            to.add(loader.load(judges.to()));
        }
    }

    private BpfMap map(String symbol) {
        return Objects.requireNonNull(maps.bySymbol().get(symbol));
    }

    private void addresses(DomainPlan plan) {
        for (var entry : plan.addresses()) {
            var bytes = entry.prefix().base().toBytes();
            if (bytes.length == 16 && entry.prefix().prefix() == 128) {
                map(Maps.HOSTS_6.symbol()).update(little(bytes), number(entry.identity()));
            } else if (bytes.length == 16) {
                var key = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
                key.putInt(entry.prefix().prefix()).put(bytes).flip();
                map(Maps.PREFIXES_6.symbol()).update(key, number(entry.identity()));
            }
        }
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer number(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value);
    }

    @Override
    public JudgeState.Judged judge(int profile, End end, Flow flow) {
        boolean origin = end == End.SOURCE;
        map(Maps.HOST.symbol()).update(0, little(JudgeState.host(flow.now())));
        var in = JudgeState.meta(flow, origin ? Meta.ORIGIN_END : Meta.TARGET_END);
        meta.update(0, little(in.array()));
        (origin ? from : to).get(profile - 1).test(TestRun.of(FRAME));
        return JudgeState.judged(in, meta.lookup(0), end);
    }

    @Override
    public void close() {
        from.forEach(BpfProgram::close);
        to.forEach(BpfProgram::close);
        maps.close();
    }
}
