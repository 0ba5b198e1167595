package dev.damson.edge.agent.status;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.EdgeFolders;
import dev.damson.edge.agent.state.Slots;
import dev.damson.edge.agent.state.StateFolder;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.MapBatch;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.InstanceCounters;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together what {@code damson edge status} prints. */
public final class Status {
    /** Entries of one system call; a hash's fullest bucket fits. */
    private static final int BATCH = 1_024;

    private final StateFolder state;
    private final Slots ports;
    private final Slots domains;
    private final Slots instances;
    private final HookOrder hooks;
    private final StringBuilder text = new StringBuilder();

    private Status(EdgeFolders folders, HookOrder hooks) {
        this.hooks = hooks;
        state = new StateFolder(folders.state());
        ports = new Slots(folders.state(), "ports", PortRecord.TUNNEL);
        domains = new Slots(folders.state(), "domains", Maps.MAX_DOMAINS);
        instances = new Slots(folders.state(), "instances", Maps.MAX_INSTANCES);
    }

    /** @param namespace name or path of the one that the edge guards; empty: this process's own */
    public static String of(EdgeFolders folders, String namespace) {
        var maps = PinnedMaps.in(folders.bpf());
        if (maps.isEmpty()) {
            return "This host enforces nothing: there are no maps of this version in \"%s\".%n"
                    .formatted(folders.bpf());
        }
        try (var pinned = maps.get()) {
            var status = new Status(folders, HookOrder.in(folders.bpf(), namespace));
            status.domains(pinned);
            status.tunnel(pinned);
            status.instances(pinned);
            status.drops(pinned);
            status.fill(pinned);
            return status.text.toString();
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void domains(PinnedMaps maps) {
        var live = maps.map(Maps.LIVE).lookup(0);
        var records = maps.map(Maps.PORTS);
        if (domains.all().isEmpty()) {
            line("No domain is hosted here.");
        }
        domains.all().forEach((name, slot) -> {
            var word = live.getLong(slot * Long.BYTES);
            line("%s: %s"
                    .formatted(
                            name, word == 0 ? "no revision is enforced, its ports are closed" : enforced(name, word)));
            ports.all().forEach((port, portSlot) -> {
                if (port.startsWith(name + "/")) {
                    port(port.substring(name.length() + 1), portSlot, records.lookup(portSlot), word != 0);
                }
            });
        });
    }

    private String enforced(String domain, long word) {
        var names = domain.split("/");
        return "%s is enforced (generation %d, epoch %d)"
                .formatted(
                        manifest(new DomainId(names[0], names[1]))
                                .map(manifest -> "revision " + manifest.getRevision())
                                .orElse("a revision that is not on disk"),
                        word >>> 32,
                        Integer.toUnsignedLong((int) word));
    }

    private Optional<Manifest> manifest(DomainId domain) {
        return state.manifest(domain).map(Signed::getPayload).flatMap(payload -> {
            try {
                return Optional.of(Manifest.parseFrom(payload));
            } catch (InvalidProtocolBufferException broken) {
                return Optional.empty();
            }
        });
    }

    private void port(String name, int slot, ByteBuffer record, boolean live) {
        var index = PortRecord.IFINDEX.getInt(record);
        var kind = PortRecord.Kind.values()[PortRecord.KIND.getInt(record)];
        if (index == 0) {
            line("  %-20s absent: it has no interface".formatted(name));
            return;
        }
        var what = !live || kind == PortRecord.Kind.NONE
                ? "closed"
                : "guarded as " + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        line("  %-20s %s at interface %s".formatted(name, what, hooks.describe(slot, index)));
    }

    private void tunnel(PinnedMaps maps) {
        var host = maps.map(Maps.HOST).lookup(0);
        var index = HostState.TUNNEL_IFINDEX.getInt(host);
        if (index != 0) {
            line("Other edges are reached at interface %s, with IP packets of at most %d bytes."
                    .formatted(hooks.describe(PortRecord.TUNNEL, index), HostState.TUNNEL_MTU.getInt(host)));
        }
    }

    private void instances(PinnedMaps maps) {
        var records = maps.map(Maps.INSTANCES);
        var counters = maps.map(Maps.INSTANCE_COUNTERS);
        instances.all().forEach((name, slot) -> {
            var values = PerCpuValues.of(counters, slot);
            var proven = values.ofCpus().stream().anyMatch(value -> InstanceCounters.PROBE_NONCE.get(value) != 0);
            var alive = InstanceRecord.ALIVE.getInt(records.lookup(slot)) != 0;
            line("%s: %s, %d packets in, %d out, %d not from a flow"
                    .formatted(
                            name,
                            alive ? proven ? "up" : "unproven, treated as up" : "down",
                            values.sum(InstanceCounters.IN.offset()),
                            values.sum(InstanceCounters.OUT.offset()),
                            values.sum(InstanceCounters.NOT_FROM_FLOW.offset())));
        });
    }

    private void drops(PinnedMaps maps) {
        var names = new HashMap<Integer, String>();
        ports.all().forEach((name, slot) -> names.put(slot, name));
        names.put(PortRecord.TUNNEL, "the tunnel");
        var sums = PerCpuValues.sums(maps.map(Maps.DROPS), 0);
        Map<String, StringBuilder> byPort = new TreeMap<>();
        for (var index = 0; index < sums.length; index++) {
            if (sums[index] != 0) {
                var slot = index / DropReason.STRIDE;
                byPort.computeIfAbsent(names.getOrDefault(slot, "slot " + slot), _ -> new StringBuilder())
                        .append(' ')
                        .append(reason(index % DropReason.STRIDE))
                        .append(' ')
                        .append(sums[index]);
            }
        }
        line(byPort.isEmpty() ? "Nothing was dropped." : "Dropped packets, by the port that they came from:");
        byPort.forEach((port, reasons) -> line("  %-32s%s".formatted(port, reasons)));
    }

    private static String reason(int number) {
        return number < DropReason.values().length ? DropReason.values()[number].word() : "reason-" + number;
    }

    private void fill(PinnedMaps maps) {
        line("Filled maps:");
        fill("established connections", maps.map(Maps.CONNECTIONS));
        domains.all()
                .forEach((name, slot) ->
                        maps.map(Maps.HALF_OPEN, slot).ifPresent(map -> fill("half-open connections of " + name, map)));
        domains.all()
                .forEach((name, slot) -> maps.map(Maps.FRAGMENTS, slot)
                        .ifPresent(map -> fill("datagrams in fragments of " + name, map)));
        fill("addresses", maps.map(Maps.HOSTS));
        fill("other edges, by domain", maps.map(Maps.EDGES));
    }

    private void fill(String what, BpfMap map) {
        var count = new int[1];
        try (var batch = new MapBatch(map, BATCH)) {
            batch.forEach((_, _) -> count[0]++);
        }
        line("  %-46s%6d of %d".formatted(what, count[0], map.spec().maxEntries()));
    }
}
