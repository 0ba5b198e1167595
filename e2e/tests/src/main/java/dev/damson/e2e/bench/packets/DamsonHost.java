package dev.damson.e2e.bench.packets;

import dev.damson.edge.kernel.bpf.BpfLink;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.policy.model.IpFamily;
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.program.Dispatcher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The data path of a host as its edge builds it, with the same maps, programs and links, without the edge. */
final class DamsonHost implements AutoCloseable {
    private static final int QUOTA = Maps.MAX_CONNECTIONS;

    private final BenchNetwork network;
    private final Map<String, BpfMap> shared = new HashMap<>();
    private final List<Map<String, BpfMap>> parities = List.of(new HashMap<>(), new HashMap<>());
    private final Map<Integer, Map<String, BpfMap>> lasting = new HashMap<>();
    private final Map<Integer, GenerationMaps> live = new HashMap<>();
    private final ByteBuffer words = ByteBuffer.allocate(8 * Maps.MAX_DOMAINS).order(ByteOrder.LITTLE_ENDIAN);
    private final List<BpfLink> links = new ArrayList<>();
    private int generation = 1;
    private int epoch;

    DamsonHost(BenchNetwork network) {
        this.network = network;
        Maps.HOST_MAPS.forEach(spec -> shared.put(spec.symbol(), BpfMap.create(spec)));
        for (var parity : parities) {
            Maps.PARITY_MAPS.forEach(spec -> parity.put(spec.symbol(), BpfMap.create(spec)));
        }
        shared.put(Dispatcher.EVEN_ENTRY, parity(0, Maps.ENTRY));
        shared.put(Dispatcher.ODD_ENTRY, parity(1, Maps.ENTRY));
        network.ports().forEach(this::port);
        for (var port : network.ports()) {
            try (var dispatcher = new ProgramLoader(shared).load(Dispatcher.image(port.slot(), port.domain()))) {
                links.add(network.guard(port, dispatcher));
            }
        }
    }

    private BpfMap parity(int generation, MapSpec spec) {
        return Objects.requireNonNull(parities.get(generation & 1).get(spec.symbol()));
    }

    private BpfMap shared(MapSpec spec) {
        return Objects.requireNonNull(shared.get(spec.symbol()));
    }

    private void port(BenchNetwork.Port port) {
        var four = BenchRules.address(port.group(), BenchRules.MEMBER, IpFamily.IPV4);
        var six = BenchRules.address(port.group(), BenchRules.MEMBER, IpFamily.IPV6);
        var record = new PortRecord(
                port.index(),
                number(port.domain()),
                port.domain(),
                PortRecord.Kind.WORKLOAD,
                PortRecord.REDIRECT_PEER,
                port.mac(),
                List.of(four.toBytes()),
                List.of(six.toBytes()),
                PortRecord.NONE,
                QUOTA,
                0);
        shared(Maps.PORTS).update(port.slot(), little(record.encode()));
        for (var address : List.of(four, six)) {
            shared(Maps.HOSTS)
                    .update(
                            little(HostEntry.key(number(port.domain()), address.toBytes())),
                            little(HostEntry.value(port.mac(), port.slot())));
        }
    }

    /** Domain numbers begin at 1. */
    private static int number(int domain) {
        return domain + 1;
    }

    /** Builds a generation of a domain beside the live one and takes it into use with one store. */
    void flip(int domain, CompiledRules compiled) {
        generation++;
        var maps = new GenerationMaps(compiled);
        var mine = new HashMap<>(shared);
        mine.putAll(parities.get(generation & 1));
        mine.putAll(lasting.computeIfAbsent(domain, slot -> lasting()));
        mine.putAll(maps.bySymbol());
        var loader = new ProgramLoader(mine);
        var loaded = new ArrayList<BpfProgram>();
        try {
            enter(domain, compiled, loader, loaded);
        } finally {
            loaded.forEach(BpfProgram::close);
        }
        epoch++;
        words.putLong(8 * domain, (long) generation << 32 | epoch);
        shared(Maps.LIVE).update(0, words.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        var old = live.put(domain, maps);
        if (old != null) {
            old.close();
        }
    }

    private void enter(int domain, CompiledRules compiled, ProgramLoader loader, List<BpfProgram> loaded) {
        var programs = compiled.programs();
        var finish = keep(loaded, loader.load(programs.finish()));
        var ingress = keep(loaded, loader.load(programs.ingress()));
        parity(generation, Maps.FINISH).update(domain, finish);
        var judges = new HashMap<Integer, List<BpfProgram>>();
        for (var port : network.ports()) {
            if (port.domain() == domain) {
                var pair = judges.computeIfAbsent(compiled.profile(port.group()), profile -> {
                    var both = programs.judges().get(profile - 1);
                    return List.of(keep(loaded, loader.load(both.from())), keep(loaded, loader.load(both.to())));
                });
                parity(generation, Maps.FROM).update(port.slot(), pair.get(0));
                parity(generation, Maps.TO).update(port.slot(), pair.get(1));
                parity(generation, Maps.ENTRY).update(port.slot(), ingress);
            }
        }
    }

    private static BpfProgram keep(List<BpfProgram> loaded, BpfProgram program) {
        loaded.add(program);
        return program;
    }

    private static Map<String, BpfMap> lasting() {
        var maps = new HashMap<String, BpfMap>();
        for (var spec : List.of(Maps.HALF_OPEN, Maps.FRAGMENTS)) {
            maps.put(spec.symbol(), BpfMap.create(spec));
        }
        return maps;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        links.forEach(BpfLink::close);
        live.values().forEach(GenerationMaps::close);
        lasting.values().forEach(maps -> maps.values().forEach(BpfMap::close));
        parities.forEach(maps -> maps.values().forEach(BpfMap::close));
        Maps.HOST_MAPS.forEach(spec -> shared(spec).close());
    }
}
