package dev.damson.edge.agent;

import dev.damson.edge.agent.control.SourceRecord;
import dev.damson.edge.agent.domain.Generations;
import dev.damson.edge.agent.domain.HostServices;
import dev.damson.edge.agent.domain.TapNumbers;
import dev.damson.edge.agent.flow.ClosedFlows;
import dev.damson.edge.agent.flow.FlowNames;
import dev.damson.edge.agent.flow.FlowOutlet;
import dev.damson.edge.agent.flow.FlowRing;
import dev.damson.edge.agent.health.Probes;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.agent.port.PortNames;
import dev.damson.edge.agent.port.Ports;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.agent.state.Slots;
import dev.damson.edge.agent.state.StateFolder;
import dev.damson.edge.agent.stream.Outlets;
import dev.damson.edge.agent.stream.RingPump;
import dev.damson.edge.agent.sweep.Sweeper;
import dev.damson.edge.agent.tap.TapLosses;
import dev.damson.edge.agent.tap.TapRing;
import dev.damson.edge.agent.trust.Verifier;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.TapState;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.signature.TrustedKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running edge, without Kafka: records go in, the kernel enforces, reports, events and packets come out. Everything
 * that decides about packets changes on one thread. Closing it leaves enforcement as it is.
 */
public final class Edge implements AutoCloseable {
    /** Tap numbers of a host: taps of all its domains. */
    private static final int MOST_TAPS = Maps.MAX_DOMAINS * TapState.MAX_TAPS;

    /** Seconds after which everything is said again, as Kafka may have lost it or have come later. */
    private static final int REPEAT_SECONDS = 30;

    /** Subject of problems that are no domain's or port's. */
    private static final String HOST = "host";

    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);

    private final NamespaceThread thread;
    private final HostMaps maps;
    private final Tables tables;
    private final Ports ports;
    private final Reports reports;
    private final Probes probes;
    private final Sweeper sweeper;
    private final Control control;
    private final TapRing tapRing;
    private final RingPump taps;
    private final RingPump flows;
    private final LinkWatcher watcher;
    private final Netns namespace;
    private @Nullable Care care;
    private int seconds;
    private volatile int connections;

    private Edge(
            String name,
            Netns namespace,
            String underlayInterface,
            EdgeFolders folders,
            TrustedKey trusted,
            Outlets outlets) {
        this.namespace = namespace;
        thread = NamespaceThread.in(namespace);
        reports = new Reports(name, outlets.reports());
        maps = new HostMaps(Bpffs.mounted(folders.bpf()));
        maps.setClock(KernelClock.sample());
        tables = new Tables(maps.tables());
        probes = new Probes(maps);
        var state = new StateFolder(folders.state());
        var names = new PortNames();
        var generations = new Generations();
        var tapNumbers = new TapNumbers(new Slots(state.folder(), "taps", MOST_TAPS));
        var losses = new TapLosses();
        var outlet = new FlowOutlet(name, outlets.flows());
        var flowNames = new FlowNames(names, generations);
        var closed = new ClosedFlows(flowNames, outlet);
        sweeper = new Sweeper(maps, closed);
        ports = thread.get(() -> new Ports(
                maps, new Slots(state.folder(), "ports", PortRecord.TUNNEL), names, underlayInterface, reports));
        var services = new HostServices(
                maps,
                tables,
                ports,
                state,
                new Slots(state.folder(), "instances", Maps.MAX_INSTANCES),
                tapNumbers,
                generations,
                probes,
                reports);
        control = thread.get(() -> new Control(
                name,
                new Verifier(trusted, name),
                services,
                new Slots(state.folder(), "domains", Maps.MAX_DOMAINS),
                probes,
                new Statements(maps, ports, names, probes, losses, outlet, reports),
                sweeper::end));
        tapRing = new TapRing(name, names, tapNumbers, generations, losses, outlets.taps());
        taps = new RingPump("tap-ring", maps.map(Maps.TAP_RING), maps.sleepFlag(HostState.TAP_SLEEPS), tapRing);
        flows = new RingPump(
                "flow-ring",
                maps.map(Maps.FLOW_RING),
                maps.sleepFlag(HostState.FLOW_SLEEPS),
                new FlowRing(flowNames, outlet, closed));
        watcher = new LinkWatcher(namespace, () -> thread.execute(() -> guarded(control::portsChanged)));
    }

    /**
     * Starts one; when this returns, what was live before is live again.
     *
     * @param namespace may be closed then
     * @param underlayInterface by which other edges are reached; empty: there are none
     */
    public static Edge start(
            String name,
            Netns namespace,
            String underlayInterface,
            EdgeFolders folders,
            TrustedKey trusted,
            Outlets outlets) {
        var edge = new Edge(name, namespace, underlayInterface, folders, trusted, outlets);
        try {
            edge.thread.run(edge.control::restore);
            edge.begin();
            return edge;
        } catch (RuntimeException failed) {
            edge.close();
            throw failed;
        }
    }

    private void begin() {
        taps.start();
        flows.start();
        watcher.start();
        care = new Care(namespace, this::probe, this::everySecond);
    }

    private void probe() {
        var changed = probes.round(Reports.unixNanos());
        if (!changed.isEmpty()) {
            thread.run(() -> control.livenessChanged(changed));
        }
    }

    private void everySecond() {
        maps.setClock(KernelClock.sample());
        connections = sweeper.sweep();
        thread.run(control::report);
        if (++seconds % REPEAT_SECONDS == 0) {
            reports.repeat();
        }
    }

    /** Takes records in, in their order; when this returns, they count, or it is reported why they do not. */
    public void accept(List<SourceRecord> entries) {
        thread.run(() -> {
            entries.forEach(entry -> guarded(() -> control.accept(entry)));
            guarded(control::settle);
        });
    }

    /** The topic was read up to what was its end when reading began. */
    public void caughtUp(String topic) {
        thread.run(() -> guarded(() -> control.caughtUp(topic)));
    }

    /** A full disk, or a kernel that refuses, must not stop what comes later from being heard. */
    private void guarded(Runnable task) {
        try {
            task.run();
            reports.solved(HOST);
        } catch (RuntimeException failed) {
            LOG.warn("something could not be taken up; what is live stays", failed);
            reports.problem(HOST, String.valueOf(failed.getMessage()));
        }
    }

    /** What the edge said last of everything. */
    public List<EdgeReport> statements() {
        return reports.all();
    }

    /** Established connections, as the last sweep found them. */
    public int connections() {
        return connections;
    }

    /** The topics that this edge wants to read now. */
    public Set<String> topics() {
        return thread.get(control::topics);
    }

    /** Topics to be read once more from their beginning; each is named once. */
    public Set<String> takeRereads() {
        return thread.get(control::takeRereads);
    }

    @Override
    public void close() {
        if (care != null) {
            care.close();
        }
        watcher.close();
        taps.close();
        flows.close();
        tapRing.flush();
        thread.run(() -> {
            control.close();
            ports.close();
        });
        thread.close();
        sweeper.close();
        probes.close();
        tables.close();
        maps.close();
    }
}
