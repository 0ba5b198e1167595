package dev.damson.edge.agent.port;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.PortId;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.agent.state.Slots;
import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.edge.kernel.net.NetworkLink;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ports of this host. For an interface that belongs to a bound port the guard comes first, everything else after it;
 * an interface that belongs to none is left alone. All calls on one thread, in the guarded namespace.
 */
public final class Ports implements AutoCloseable {
    /** Established connections that one port may own: a sixteenth of the host's, so that one workload cannot take all. */
    static final int CONNECTIONS_OF_A_PORT = Maps.MAX_CONNECTIONS / 16;

    private final BpfMap records;
    private final BpfMap drops;
    private final HostTable hosts;
    private final Guard guard;
    private final Tunnel tunnel;
    private final Slots slots;
    private final Reports reports;
    private final PortNames names;
    private final Map<PortId, LocalPort> ports = new TreeMap<>();
    private final Map<Integer, Integer> guarded = new HashMap<>();
    private int usedSlots;

    /** @param underlayInterface by which other edges are reached; empty: there are none */
    public Ports(HostMaps maps, Slots slots, PortNames names, String underlayInterface, Reports reports) {
        this.records = maps.map(Maps.PORTS);
        this.drops = maps.map(Maps.DROPS);
        this.hosts = new HostTable(maps.map(Maps.HOSTS));
        this.guard = new Guard(maps);
        this.tunnel = new Tunnel(maps, guard, underlayInterface, reports);
        this.slots = slots;
        this.names = names;
        this.reports = reports;
    }

    public Collection<LocalPort> all() {
        return List.copyOf(ports.values());
    }

    public Optional<LocalPort> find(PortId id) {
        return Optional.ofNullable(ports.get(id));
    }

    /** One more than the highest slot that a port has, or had while this agent ran. */
    public int usedSlots() {
        slots.all().values().forEach(slot -> usedSlots = Math.max(usedSlots, slot + 1));
        return usedSlots;
    }

    public List<LocalPort> of(DomainId domain) {
        return ports.values().stream()
                .filter(port -> port.bound().id().domain().equals(domain))
                .toList();
    }

    /**
     * Brings guards, records and addresses in line with what is bound and what is there.
     *
     * @param domainSlots of the hosted domains
     * @param links all interfaces of the namespace
     * @return slots of ports that are bound no more
     */
    public List<Integer> reconcile(Bindings bindings, Map<DomainId, Integer> domainSlots, List<NetworkLink> links) {
        var interfaces = new Interfaces(links);
        for (var bound : bindings.ports().values()) {
            if (bound.here()) {
                place(bound, bindings, domainSlots, interfaces);
            }
        }
        hosts.set(entries(bindings));
        tunnel.reconcile(bindings, domainSlots, links);
        var gone = removeUnbound(bindings);
        var bound = new HashMap<PortId, Integer>();
        ports.forEach((id, port) -> bound.put(id, port.slot()));
        names.set(bindings, bound);
        return gone;
    }

    private void place(BoundPort bound, Bindings bindings, Map<DomainId, Integer> domainSlots, Interfaces interfaces) {
        var id = bound.id();
        var slot = slots.of(id.toString());
        var domainSlot = Objects.requireNonNull(domainSlots.get(id.domain()));
        var link = interfaces.of(bound, reports).filter(found -> guard(slot, domainSlot, found));
        if (link.isEmpty()) {
            guarded.remove(slot);
            guard.forget(slot);
        }
        var before = ports.get(id);
        var port = new LocalPort(
                bound,
                slot,
                domainSlot,
                Objects.requireNonNull(bindings.domains().get(id.domain())),
                link,
                before == null ? LocalPort.Role.CLOSED : before.role());
        ports.put(id, port);
        write(port);
        link.ifPresent(found -> reportForeign(port, found));
    }

    /** @return false if the interface went away meanwhile */
    private boolean guard(int slot, int domainSlot, NetworkLink link) {
        if (Objects.equals(guarded.get(slot), link.index()) && guard.holds(slot)) {
            return true;
        }
        try {
            if (!guard.leads(slot, link.index())) {
                guard.close(slot, domainSlot, link.index());
            }
            guarded.put(slot, link.index());
            return true;
        } catch (KernelException refused) {
            if (refused.errno().equals(Errno.ENODEV) || refused.errno().equals(Errno.ENOLINK)) {
                return false;
            }
            throw refused;
        }
    }

    private void reportForeign(LocalPort port, NetworkLink link) {
        var subject = port.bound().id() + "/hook";
        var ahead = guard.foreignAhead(port.slot(), link.index());
        if (ahead > 0) {
            reports.problem(
                    subject, "%d foreign programs stand before ours at interface \"%s\"".formatted(ahead, link.name()));
        } else {
            reports.solved(subject);
        }
    }

    /**
     * Leads every guarded interface into the maps of this agent, once their domains enforce again: until then a
     * predecessor's links went on enforcing with what it had.
     */
    public void takeOver() {
        for (var port : ports.values()) {
            port.link().ifPresent(link -> guard.close(port.slot(), port.domainSlot(), link.index()));
        }
        tunnel.takeOver();
    }

    /** Says what a port is in the revision that goes live now. */
    public void setRole(PortId id, LocalPort.Role role) {
        var port = ports.get(id);
        if (port != null && !port.role().equals(role)) {
            var changed = port.as(role);
            ports.put(id, changed);
            write(changed);
        }
    }

    private void write(LocalPort port) {
        var before = records.lookup(port.slot());
        var record = ByteBuffer.wrap(port.record(grace(port, before)).encode());
        if (!before.equals(record)) {
            records.update(port.slot(), record);
        }
    }

    /** An interface that was attached before, by this agent or by another one, keeps the time it got then. */
    private static long grace(LocalPort port, ByteBuffer before) {
        var index = port.link().map(NetworkLink::index).orElse(0);
        if (index == 0) {
            return 0;
        }
        var known = before.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return PortRecord.IFINDEX.getInt(known) == index
                ? PortRecord.GRACE_UNTIL_NS.get(known)
                : KernelClock.monotonicNanos() + PortRecord.GRACE_NS;
    }

    private List<Integer> removeUnbound(Bindings bindings) {
        ports.values().removeIf(port -> {
            var binding = bindings.ports().get(port.bound().id());
            return binding == null || !binding.here();
        });
        var gone = slots.all().entrySet().stream()
                .filter(entry ->
                        ports.keySet().stream().noneMatch(id -> id.toString().equals(entry.getKey())))
                .toList();
        for (var entry : gone) {
            var slot = entry.getValue();
            records.update(slot, ByteBuffer.allocate(PortRecord.STRUCT.size()));
            guarded.remove(slot);
            if (guard.holds(slot)) {
                guard.shut(slot);
            } else {
                guard.forget(slot);
                forgetDrops(slot);
                slots.release(entry.getKey());
            }
        }
        return gone.stream().map(Map.Entry::getValue).toList();
    }

    /** The slot may go to another port, which has dropped nothing yet. */
    private void forgetDrops(int slot) {
        for (var reason = 0; reason < DropReason.STRIDE; reason++) {
            PerCpuValues.clear(drops, slot * DropReason.STRIDE + reason);
        }
    }

    private Map<ByteBuffer, ByteBuffer> entries(Bindings bindings) {
        var entries = new HashMap<ByteBuffer, ByteBuffer>();
        for (var bound : bindings.ports().values()) {
            var number =
                    Objects.requireNonNull(bindings.domains().get(bound.id().domain()));
            var value = ByteBuffer.wrap(
                    bound.here()
                            ? HostEntry.value(bound.mac(), slots.of(bound.id().toString()))
                            : bound.edgeAddress()
                                    .map(address -> HostEntry.remote(bound.mac(), address))
                                    .orElseGet(() -> HostEntry.value(bound.mac(), PortRecord.NONE)));
            for (var address : bound.allAddresses()) {
                var before = entries.putIfAbsent(ByteBuffer.wrap(HostEntry.key(number, address)), value);
                if (before != null && !before.equals(value)) {
                    reports.problem(
                            bound.id() + "/address",
                            "an address of this port is claimed by another port already; that claim stays");
                }
            }
        }
        return entries;
    }

    /** What is enforced stays. */
    @Override
    public void close() {
        tunnel.close();
        guard.close();
    }
}
