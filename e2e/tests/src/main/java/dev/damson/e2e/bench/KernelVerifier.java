package dev.damson.e2e.bench;

import dev.damson.e2e.bench.packets.GenerationMaps;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.VerifierRejection;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.ProgramImage;
import java.util.HashMap;
import java.util.Map;

/** Asks the kernel's verifier about judging programs. */
final class KernelVerifier implements AutoCloseable {
    private final Map<String, BpfMap> shared = new HashMap<>();

    KernelVerifier() {
        Maps.HOST_MAPS.forEach(spec -> shared.put(spec.symbol(), BpfMap.create(spec)));
        Maps.PARITY_MAPS.forEach(spec -> shared.put(spec.symbol(), BpfMap.create(spec)));
    }

    /** @param programs those of the plan, for their tables */
    boolean accepts(ProgramImage image, DomainPlan plan, Programs programs) {
        try (var maps = new GenerationMaps(plan, programs.tables())) {
            var all = new HashMap<>(shared);
            all.putAll(maps.bySymbol());
            try (BpfProgram program = new ProgramLoader(all).load(image)) {
                return program.fd() >= 0;
            }
        } catch (VerifierRejection refused) {
            return false;
        }
    }

    @Override
    public void close() {
        shared.values().forEach(BpfMap::close);
    }
}
