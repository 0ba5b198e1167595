package dev.damson.e2e.kernel;

import static dev.damson.e2e.kernel.KernelMaps.little;

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
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import java.util.ArrayList;
import java.util.List;

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
        maps = new KernelMaps(plan, programs);
        meta = maps.replace(new MapSpec(Maps.META.symbol(), MapSpec.Type.ARRAY, 4, Meta.STRUCT.size(), 1, 0));
        var loader = new ProgramLoader(maps.bySymbol());
        for (var judges : programs.judges()) {
            from.add(loader.load(judges.from()));
            to.add(loader.load(judges.to()));
        }
    }

    @Override
    public JudgeState.Judged judge(int profile, End end, Flow flow) {
        boolean origin = end == End.SOURCE;
        maps.map(Maps.HOST.symbol()).update(0, little(JudgeState.host(flow.now())));
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
