package dev.damson.policy.replay;

import dev.damson.policy.ebpf.sim.Arrival;
import dev.damson.policy.ebpf.sim.Machine;
import dev.damson.policy.ebpf.sim.Program;
import dev.damson.policy.ebpf.sim.Redirect;
import dev.damson.policy.ebpf.sim.Ring;
import dev.damson.policy.ebpf.sim.Run;
import dev.damson.policy.ebpf.sim.SimulatedMap;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.Dispatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One host with one domain on the simulator. Not thread-safe. */
public final class SimulatedEdge {
    static final int DOMAIN_SLOT = 0;
    private static final int FIRST_GENERATION = 2;
    /** PACKET_OTHERHOST: a frame for another's MAC, as it enters the host's side of a veth. */
    private static final int OTHER_HOST = 3;

    private final Machine machine = new Machine();
    private final List<SimulatedPort> ports;
    private final List<Program> dispatchers = new ArrayList<>();
    private int generation = FIRST_GENERATION - 1;
    private int epoch;

    /** @param domain the domain's number */
    public SimulatedEdge(int domain, List<SimulatedPort> ports) {
        this.ports = List.copyOf(ports);
        Maps.HOST_MAPS.forEach(machine::map);
        Maps.DOMAIN_MAPS.forEach(machine::map);
        machine.put(Dispatcher.EVEN_ENTRY, SimulatedMap.of(Maps.ENTRY));
        machine.put(Dispatcher.ODD_ENTRY, SimulatedMap.of(Maps.ENTRY));
        for (var port : ports) {
            dispatchers.add(machine.load(Dispatcher.image(port.slot(), DOMAIN_SLOT)));
        }
        new HostTables(machine, domain).fill(ports);
        clock(1_000_000_000L);
    }

    public Machine machine() {
        return machine;
    }

    public int epoch() {
        return epoch;
    }

    /** Sets monotonic time; the wall clock stands at the same number. */
    public SimulatedEdge clock(long nanoseconds) {
        machine.clock(nanoseconds);
        return this;
    }

    /** Unix time minus monotonic time. */
    public SimulatedEdge wallOffset(long nanoseconds) {
        var state = HostState.STRUCT.allocate();
        HostState.WALL_OFFSET_NS.put(state, nanoseconds);
        map(Maps.HOST.symbol()).put(new byte[4], state.array());
        return this;
    }

    /**
     * Takes a revision into use: a new generation, a new epoch, one store.
     *
     * @param profileOfPort the profile of each port, 0 = closed; service ports are served by the service program
     */
    public void flip(DomainPlan plan, Programs programs, List<Integer> profileOfPort) {
        generation++;
        epoch++;
        new GenerationTables(machine, plan, programs).load(generation, ports, profileOfPort);
        live();
    }

    /** Connections judged so far are judged again. */
    public void bumpEpoch() {
        epoch++;
        live();
    }

    private void live() {
        var live = map(Maps.LIVE.symbol()).get(new byte[4]).orElseThrow();
        HostTables.little(live).putLong(8 * DOMAIN_SLOT, (long) generation << 32 | epoch);
        map(Maps.LIVE.symbol()).put(new byte[4], live);
    }

    SimulatedMap map(String symbol) {
        return machine.map(symbol).orElseThrow(() -> new IllegalStateException("no map \"" + symbol + "\""));
    }

    public SimulatedMap map(MapSpec spec) {
        return map(spec.symbol());
    }

    /** The records that a ring has got since the last call. */
    public List<byte[]> drain(MapSpec ring) {
        return ((Ring) map(ring)).drain().stream().map(Ring.RingRecord::data).toList();
    }

    /** A frame leaves a port. */
    public PacketOutcome send(int port, byte[] frame) {
        return send(port, Arrival.of(frame));
    }

    /** A frame leaves a port, with what the kernel knows of it. */
    public PacketOutcome send(int port, Arrival arrival) {
        var before = drops(port);
        var run = machine.run(dispatchers.get(port), arrival.ifindex(port + 1).packetType(OTHER_HOST));
        if (run.returnCode() == Run.REDIRECT) {
            var redirect = run.redirect().orElseThrow();
            if (redirect.path() != Redirect.Path.PEER) {
                throw new IllegalStateException("every simulated port is a veth, but the packet went by " + redirect);
            }
            return counted(before, drops(port), DropReason.REJECTED)
                    ? new PacketOutcome.Rejected(run.packet())
                    : new PacketOutcome.Delivered(redirect.ifindex() - 1, run.packet());
        }
        var after = drops(port);
        return new PacketOutcome.Dropped(Arrays.stream(DropReason.values())
                .filter(reason -> counted(before, after, reason))
                .findFirst());
    }

    private static boolean counted(long[] before, long[] after, DropReason reason) {
        return after[reason.ordinal()] != before[reason.ordinal()];
    }

    /** Packets dropped at a port so far, by the reason's number. */
    public long[] drops(int port) {
        var drops = new long[DropReason.values().length];
        for (var reason : DropReason.values()) {
            var index = HostTables.index(port * DropReason.STRIDE + reason.ordinal());
            drops[reason.ordinal()] =
                    HostTables.little(map(Maps.DROPS).get(index).orElseThrow()).getLong();
        }
        return drops;
    }

    /** The value of a connection, wherever it stands. */
    public Optional<byte[]> connection(byte[] key) {
        return map(Maps.CONNECTIONS).get(key).or(() -> map(Maps.HALF_OPEN).get(key));
    }
}
