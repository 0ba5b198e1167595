package dev.damson.e2e.kernel;

import static dev.damson.e2e.kernel.KernelMaps.little;

import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TestRun;
import dev.damson.policy.ebpf.sim.HashTable;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.replay.SimulatedEdge;
import dev.damson.policy.replay.SimulatedPort;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.Dispatcher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A host in the kernel that begins as a simulated one stands: the same ports, hosts, live word, taps and chains. Frames
 * run from a port's dispatcher on by BPF_PROG_TEST_RUN, which carries a redirect out no further.
 */
final class KernelHost implements AutoCloseable {
    private static final int REDIRECT = 7;

    private final KernelMaps maps;
    private final int ports;
    private final List<BpfProgram> dispatchers = new ArrayList<>();
    /** Drops by port and reason, as they stood after the last frame. */
    private long[] counted;

    /** @param profiles of the ports, 0 = closed */
    KernelHost(
            SimulatedEdge edge,
            List<SimulatedPort> ports,
            DomainPlan plan,
            Programs programs,
            List<Integer> profiles,
            Instant now) {
        this.maps = new KernelMaps(plan, programs);
        this.ports = ports.size();
        copy(edge);
        var state = HostState.STRUCT.allocate();
        HostState.WALL_OFFSET_NS.put(state, now.getEpochSecond() * 1_000_000_000L - KernelClock.monotonicNanos());
        maps.map(Maps.HOST.symbol()).update(0, state);
        var loader = new ProgramLoader(maps.bySymbol());
        enter(loader, programs, profiles);
        for (var port : ports) {
            dispatchers.add(loader.load(Dispatcher.image(port.slot(), 0)));
        }
        counted = drops();
    }

    private void copy(SimulatedEdge edge) {
        maps.map(Maps.LIVE.symbol())
                .update(0, little(edge.map(Maps.LIVE).get(new byte[4]).orElseThrow()));
        for (var spec : List.of(Maps.PORTS, Maps.TAPS, Maps.FUNCTIONS, Maps.CHAINS)) {
            for (int i = 0; i < (spec.equals(Maps.PORTS) ? ports : spec.maxEntries()); i++) {
                maps.map(spec.symbol())
                        .update(i, little(edge.map(spec).get(index(i)).orElseThrow()));
            }
        }
        ((HashTable) edge.map(Maps.HOSTS))
                .elements()
                .forEach((key, value) -> maps.map(Maps.HOSTS.symbol()).update(key, little(value)));
    }

    static byte[] index(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private void enter(ProgramLoader loader, Programs programs, List<Integer> profiles) {
        try (var ingress = loader.load(programs.ingress());
                var finish = loader.load(programs.finish())) {
            maps.map(Maps.FINISH.symbol()).update(0, finish);
            for (int slot = 0; slot < ports; slot++) {
                if (profiles.get(slot) != 0) {
                    var judges = programs.judges().get(profiles.get(slot) - 1);
                    try (var from = loader.load(judges.from());
                            var to = loader.load(judges.to())) {
                        maps.map(Maps.FROM.symbol()).update(slot, from);
                        maps.map(Maps.TO.symbol()).update(slot, to);
                        maps.map(Dispatcher.EVEN_ENTRY).update(slot, ingress);
                    }
                }
            }
        }
    }

    /** What became of a frame, in words, and the frame as it was left where it goes somewhere. */
    String send(int port, byte[] frame) {
        maps.map(Maps.REJECTS.symbol()).update(port, ByteBuffer.allocate(8));
        var result = dispatchers.get(port).test(TestRun.of(frame));
        var after = drops();
        var before = counted;
        counted = after;
        var reasons = new ArrayList<String>();
        for (var reason : DropReason.values()) {
            int place = port * DropReason.STRIDE + reason.ordinal();
            if (before[place] != after[place]) {
                reasons.add(reason.word());
            }
        }
        return WholePathTest.words(result.returned() == REDIRECT, reasons, result.packet());
    }

    private long[] drops() {
        return PerCpuValues.sums(map(Maps.DROPS), 0, ports * DropReason.STRIDE);
    }

    private BpfMap map(MapSpec spec) {
        return maps.map(spec.symbol());
    }

    /** All elements of a hash. */
    Map<ByteBuffer, byte[]> elements(MapSpec spec) {
        var elements = new TreeMap<ByteBuffer, byte[]>();
        var map = map(spec);
        for (var key = map.nextKey(null); key.isPresent(); key = map.nextKey(key.get())) {
            var bytes = new byte[spec.valueSize()];
            map.lookup(key.get()).orElseThrow().get(bytes);
            elements.put(key.get(), bytes);
        }
        return elements;
    }

    @Override
    public void close() {
        dispatchers.forEach(BpfProgram::close);
        maps.close();
    }
}
