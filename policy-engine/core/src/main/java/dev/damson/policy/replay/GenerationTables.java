package dev.damson.policy.replay;

import dev.damson.policy.ebpf.sim.Machine;
import dev.damson.policy.ebpf.sim.Program;
import dev.damson.policy.ebpf.sim.ProgramTable;
import dev.damson.policy.ebpf.sim.SimulatedMap;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.layout.ChainRecord;
import dev.damson.wire.layout.FunctionRecord;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.TapState;
import dev.damson.wire.program.Dispatcher;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The maps and programs of one generation, as an edge builds them beside the old ones. */
final class GenerationTables {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Machine machine;
    private final DomainPlan plan;
    private final Programs programs;
    private final Map<String, SimulatedMap> own = new HashMap<>();

    GenerationTables(Machine machine, DomainPlan plan, Programs programs) {
        this.machine = machine;
        this.plan = plan;
        this.programs = programs;
    }

    /** Makes the maps that the programs name; no program is in them yet. */
    GenerationTables tables() {
        addresses();
        programs.tables().forEach(this::table);
        for (var spec : List.of(Maps.FROM, Maps.TO, Maps.FINISH)) {
            own.put(spec.symbol(), SimulatedMap.of(spec));
        }
        return this;
    }

    void load(int generation, List<SimulatedPort> ports, List<Integer> profileOfPort) {
        tables();
        boolean odd = (generation & 1) == 1;
        var entry = (ProgramTable)
                machine.map(odd ? Dispatcher.ODD_ENTRY : Dispatcher.EVEN_ENTRY).orElseThrow();
        own.put(Maps.ENTRY.symbol(), entry);
        var ingress = program(programs.ingress());
        table(Maps.FINISH).put(SimulatedEdge.DOMAIN_SLOT, program(programs.finish()));
        var judges = new ArrayList<Program[]>();
        programs.judges().forEach(each -> judges.add(new Program[] {program(each.from()), program(each.to())}));
        for (int i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            if (port.kind() != PortRecord.Kind.WORKLOAD) {
                programs.service().ifPresent(service -> entry.put(port.slot(), program(service)));
            } else if (profileOfPort.get(i) != 0) {
                entry.put(port.slot(), ingress);
                table(Maps.FROM).put(port.slot(), judges.get(profileOfPort.get(i) - 1)[0]);
                table(Maps.TO).put(port.slot(), judges.get(profileOfPort.get(i) - 1)[1]);
            }
        }
        chains();
        taps();
    }

    private ProgramTable table(MapSpec spec) {
        return (ProgramTable) Objects.requireNonNull(own.get(spec.symbol()));
    }

    void put(MapSpec programTable, int index, Program program) {
        table(programTable).put(index, program);
    }

    Program program(ProgramImage image) {
        return machine.load(image, own);
    }

    private void table(String symbol, byte[] bytes) {
        var map = SimulatedMap.of(new MapSpec(symbol, MapSpec.Type.ARRAY, 4, bytes.length, 1, MapSpec.RDONLY_PROG));
        map.put(new byte[4], bytes);
        own.put(symbol, map);
    }

    private void addresses() {
        var cells = AddressTrie.bytes(Programs.trie(plan));
        var trie = SimulatedMap.of(
                new MapSpec(Maps.ADDRESSES_4, MapSpec.Type.ARRAY, 4, cells.length, 1, MapSpec.MMAPABLE));
        trie.put(new byte[4], cells);
        own.put(Maps.ADDRESSES_4, trie);
        var hosts = SimulatedMap.of(Maps.HOSTS_6);
        var prefixes = SimulatedMap.of(Maps.PREFIXES_6);
        for (var address : plan.addresses()) {
            var bytes = address.prefix().base().toBytes();
            if (bytes.length == 16 && address.prefix().prefix() == 128) {
                hosts.put(bytes, HostTables.index(address.identity()));
            } else if (bytes.length == 16) {
                var key = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
                key.putInt(address.prefix().prefix()).put(bytes);
                prefixes.put(key.array(), HostTables.index(address.identity()));
            }
        }
        own.put(Maps.HOSTS_6.symbol(), hosts);
        own.put(Maps.PREFIXES_6.symbol(), prefixes);
    }

    /** Instances are numbered in the plan's order, as the ports of a simulated edge are. */
    private void chains() {
        int first = 0;
        for (int i = 0; i < plan.functions().size(); i++) {
            int count = plan.functions().get(i).instances().size();
            var buckets = new ArrayList<Integer>();
            for (int bucket = 0; bucket < FunctionRecord.BUCKETS; bucket++) {
                buckets.add(count == 0 ? FunctionRecord.NO_INSTANCE : first + bucket % count);
            }
            machine.map(Maps.FUNCTIONS).put(HostTables.index(i), new FunctionRecord(buckets).encode());
            first += count;
        }
        for (int i = 0; i < plan.chains().size(); i++) {
            machine.map(Maps.CHAINS)
                    .put(
                            HostTables.index(i),
                            new ChainRecord(
                                            plan.chains().get(i).failOpen(),
                                            ChainRecord.mark(
                                                    plan.chains().get(i).name()))
                                    .encode());
        }
    }

    private void taps() {
        for (int i = 0; i < plan.taps().size(); i++) {
            machine.map(Maps.TAPS).put(HostTables.index(i), state(plan.taps().get(i), i));
        }
    }

    private static byte[] state(PlannedTap tap, int id) {
        long period = tap.packetsPerSecond() == 0 ? 0 : NANOS_PER_SECOND / tap.packetsPerSecond();
        return new TapState(
                        true,
                        tap.snapLength(),
                        tap.sampleOneIn(),
                        tap.expiresUnixNanos(),
                        tap.packetsPerSecond(),
                        period,
                        id)
                .encode();
    }
}
