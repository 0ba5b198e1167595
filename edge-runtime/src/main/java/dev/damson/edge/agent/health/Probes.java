package dev.damson.edge.agent.health;

import dev.damson.edge.agent.domain.Liveness;
import dev.damson.edge.agent.domain.ServiceInstance;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.edge.kernel.bpf.TestRun;
import dev.damson.wire.layout.InstanceCounters;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.InstanceReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends probes through service instances and keeps what they say. {@link #round} belongs to one thread in the guarded
 * namespace; the rest is safe for many.
 */
public final class Probes implements Liveness, AutoCloseable {
    private final BpfMap counters;
    private final BpfMap records;
    private final Map<Integer, Probed> probed = new ConcurrentHashMap<>();
    private final Map<Integer, BpfProgram> programs = new HashMap<>();
    private volatile List<Target> targets = List.of();

    /** @param insideInterface index of the interface at the instance's inside */
    public record Target(ServiceInstance instance, int insideInterface) {}

    /** What is known of an instance. */
    public record Known(InstanceReport.State state, long sinceUnixNanos) {}

    private static final class Probed {
        final InstanceHealth health;
        long sentNonce;
        volatile Known known;

        Probed(InstanceReport.State state) {
            health = new InstanceHealth(state);
            known = new Known(state, 0);
        }
    }

    public Probes(HostMaps maps) {
        counters = maps.map(Maps.INSTANCE_COUNTERS);
        records = maps.map(Maps.INSTANCES);
    }

    /** Which instances to probe from now on. */
    public void setTargets(List<Target> targets) {
        this.targets = List.copyOf(targets);
    }

    @Override
    public boolean isAlive(int instanceSlot) {
        return known(instanceSlot).state() != InstanceReport.State.DOWN;
    }

    public Known known(int instanceSlot) {
        return of(instanceSlot).known;
    }

    private Probed of(int instanceSlot) {
        return probed.computeIfAbsent(instanceSlot, slot -> new Probed(before(slot)));
    }

    /** What the agent's last life left in the kernel: an instance that answered once is not unproven any more. */
    private InstanceReport.State before(int slot) {
        if (highestNonce(slot) == 0) {
            return InstanceReport.State.UNPROVEN;
        }
        return InstanceRecord.ALIVE.getInt(records.lookup(slot)) != 0
                ? InstanceReport.State.UP
                : InstanceReport.State.DOWN;
    }

    /**
     * Looks whether the last round's probes came through, and sends the next ones.
     *
     * @param nowUnixNanos for the time of changes
     * @return instances whose state changed
     */
    public List<ServiceInstance> round(long nowUnixNanos) {
        var changed = new ArrayList<ServiceInstance>();
        var current = targets;
        for (var target : current) {
            var slot = target.instance().slot();
            var state = of(slot);
            if (state.sentNonce != 0 && state.health.probed(highestNonce(slot) >= state.sentNonce)) {
                state.known = new Known(state.health.state(), nowUnixNanos);
                changed.add(target.instance());
            }
            state.sentNonce = KernelClock.monotonicNanos();
            send(target, state.sentNonce);
        }
        forget(current);
        return changed;
    }

    private void send(Target target, long nonce) {
        var instance = target.instance();
        var frame = ProbeFrame.of(
                InstanceRecord.mac(instance.slot(), true),
                InstanceRecord.mac(instance.slot(), false),
                instance.probeInside(),
                instance.probeOutside(),
                nonce);
        try {
            programs.computeIfAbsent(target.insideInterface(), ProbeProgram::towards)
                    .test(TestRun.of(frame));
        } catch (KernelException gone) {
            // An interface that is gone lets nothing through: the next round finds the probe missing.
        }
    }

    private long highestNonce(int slot) {
        return PerCpuValues.of(counters, slot).ofCpus().stream()
                .mapToLong(InstanceCounters.PROBE_NONCE::get)
                .max()
                .orElse(0);
    }

    private void forget(List<Target> current) {
        var used = new HashSet<Integer>();
        current.forEach(target -> used.add(target.insideInterface()));
        programs.entrySet().removeIf(entry -> {
            var unused = !used.contains(entry.getKey());
            if (unused) {
                entry.getValue().close();
            }
            return unused;
        });
    }

    @Override
    public void close() {
        programs.values().forEach(BpfProgram::close);
        programs.clear();
    }
}
