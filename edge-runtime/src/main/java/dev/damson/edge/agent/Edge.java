package dev.damson.edge.agent;

import dev.damson.edge.agent.control.SourceRecord;
import dev.damson.edge.agent.domain.Generations;
import dev.damson.edge.agent.domain.HostServices;
import dev.damson.edge.agent.domain.TapNumbers;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.agent.port.Ports;
import dev.damson.edge.agent.report.ReportSink;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.agent.state.Slots;
import dev.damson.edge.agent.state.StateFolder;
import dev.damson.edge.agent.trust.Verifier;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.TapState;
import dev.damson.wire.signature.TrustedKey;
import java.util.Set;

/**
 * One running edge, without Kafka: records go in, the kernel enforces, reports come out. Everything in the kernel changes
 * on one thread. Closing it leaves enforcement as it is.
 */
public final class Edge implements AutoCloseable {
    /** Tap numbers of a host: taps of all its domains, with room for those that are gone. */
    private static final int MOST_TAPS = Maps.MAX_DOMAINS * TapState.MAX_TAPS;

    private final NamespaceThread thread;
    private final HostMaps maps;
    private final Tables tables;
    private final Ports ports;
    private final Reports reports;
    private final Control control;
    private final LinkWatcher watcher;

    private Edge(String name, Netns namespace, EdgeFolders folders, TrustedKey trusted, ReportSink sink) {
        thread = NamespaceThread.in(namespace);
        reports = new Reports(name, sink);
        maps = new HostMaps(Bpffs.mounted(folders.bpf()));
        maps.setClock(KernelClock.sample());
        tables = new Tables(maps.tables());
        var state = new StateFolder(folders.state());
        ports = thread.get(() -> new Ports(maps, new Slots(state.folder(), "ports", Maps.MAX_PORTS), reports));
        var services = new HostServices(
                maps,
                tables,
                ports,
                state,
                new Slots(state.folder(), "instances", Maps.MAX_INSTANCES),
                new TapNumbers(new Slots(state.folder(), "taps", MOST_TAPS)),
                new Generations(),
                instance -> true,
                reports);
        control = thread.get(() -> new Control(
                name, new Verifier(trusted, name), services, new Slots(state.folder(), "domains", Maps.MAX_DOMAINS)));
        watcher = new LinkWatcher(namespace, () -> thread.execute(control::portsChanged));
    }

    /** Starts one; when this returns, what was live before is live again. */
    public static Edge start(String name, Netns namespace, EdgeFolders folders, TrustedKey trusted, ReportSink sink) {
        var edge = new Edge(name, namespace, folders, trusted, sink);
        try {
            edge.thread.run(edge.control::restore);
            edge.watcher.start();
            return edge;
        } catch (RuntimeException failed) {
            edge.close();
            throw failed;
        }
    }

    /** Takes one record in; when this returns, it counts. */
    public void accept(SourceRecord entry) {
        thread.run(() -> control.accept(entry));
    }

    /** The topic was read up to what was its end when reading began. */
    public void caughtUp(String topic) {
        thread.run(() -> control.caughtUp(topic));
    }

    /** The topics that this edge wants to read now. */
    public Set<String> topics() {
        return thread.get(control::topics);
    }

    /** Topics to be read once more from their beginning; each is named once. */
    public Set<String> takeRereads() {
        return thread.get(control::takeRereads);
    }

    public Reports reports() {
        return reports;
    }

    @Override
    public void close() {
        watcher.close();
        thread.run(() -> {
            control.close();
            ports.close();
        });
        thread.close();
        tables.close();
        maps.close();
    }
}
