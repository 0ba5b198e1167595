package dev.damson.e2e.edge;

import dev.damson.edge.agent.Edge;
import dev.damson.edge.agent.EdgeFolders;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.InventoryFiles;
import dev.damson.lab.inventory.LabWorkload;
import dev.damson.lab.network.LabNamespace;
import dev.damson.lab.network.Laboratory;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A laboratory of two hosts with an edge each: the second web and the second app of each tenant live on the other. */
final class TwoHosts implements AutoCloseable {
    static final List<String> EDGES = List.of("edge-1", "edge-2");

    private static final Path INVENTORY = Path.of("..", "..", "examples", "laboratory");
    private static final Set<String> ON_THE_OTHER = Set.of("web-2", "app-2");
    private static final AtomicInteger NEXT = new AtomicInteger();

    final Inventory inventory;
    final Laboratory laboratory;
    final TestDirector director;
    final List<Received> received = List.of(new Received(), new Received());
    final List<Edge> edges = new ArrayList<>();
    private final String prefix;
    private final Path folder;
    private long sequence;

    TwoHosts() throws IOException {
        prefix = "twohosts" + ProcessHandle.current().pid() + "x" + NEXT.incrementAndGet();
        folder = Files.createTempDirectory(prefix);
        inventory = InventoryFiles.read(INVENTORY).on(TwoHosts::edge);
        laboratory = Laboratory.create(prefix, inventory);
        director = TestDirector.in(folder);
        for (int i = 0; i < EDGES.size(); i++) {
            edges.add(start(i));
        }
        bind(inventory);
    }

    private static String edge(LabWorkload workload) {
        return EDGES.get(ON_THE_OTHER.contains(workload.name()) ? 1 : 0);
    }

    private Edge start(int edge) throws IOException {
        var own = Files.createDirectories(folder.resolve(EDGES.get(edge)));
        try (var namespace = Netns.of(laboratory.host(edge).path().toString())) {
            return Edge.start(
                    EDGES.get(edge),
                    namespace,
                    Laboratory.underlayInterface(),
                    new EdgeFolders(own),
                    director.trusted(),
                    received.get(edge).outlets());
        }
    }

    EdgeFolders folders(int edge) {
        return new EdgeFolders(folder.resolve(EDGES.get(edge)));
    }

    /** Tells both edges where everything is now. */
    void bind(Inventory placed) {
        sequence++;
        for (int i = 0; i < EDGES.size(); i++) {
            var edge = edges.get(i);
            director.bind(entry -> edge.accept(List.of(entry)), EDGES.get(i), placed, sequence);
        }
    }

    /** Plugs the host's end of a wire in at another host. */
    void move(String interfaceName, int from, int to) throws IOException {
        var source = laboratory.host(from);
        var target = laboratory.host(to);
        assertDone(source, "ip", "link", "set", interfaceName, "netns", target.name());
        assertDone(target, "ip", "link", "set", interfaceName, "up");
    }

    private static void assertDone(LabNamespace namespace, String... command) throws IOException {
        var result = namespace.exec(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + result.errors());
        }
    }

    /** Both edges get it, and take it up before this returns. */
    void publish(CompiledDomain compiled) {
        for (var edge : edges) {
            director.publish(entry -> edge.accept(List.of(entry)), compiled.manifest(), compiled.blobs());
            edge.caughtUp(Topics.domain(
                    compiled.manifest().getTenant(), compiled.manifest().getDomain()));
        }
    }

    /** @param family bytes of an address */
    InetSocketAddress at(String tenant, String workload, int family, int port) {
        return inventory.workload(tenant, workload).addresses().stream()
                .filter(address -> address.getAddress().length == family)
                .map(address -> new InetSocketAddress(address, port))
                .findFirst()
                .orElseThrow();
    }

    /** How often an edge says that it dropped packets for a reason. */
    long drops(int edge, String reason) {
        return received.get(edge).find("counters").stream()
                .flatMap(report -> report.getCounters().getDropsList().stream())
                .filter(count -> count.getReason().equals(reason))
                .mapToLong(count -> count.getPackets())
                .sum();
    }

    @Override
    public void close() throws IOException {
        edges.forEach(Edge::close);
        laboratory.close();
        EDGES.forEach(edge -> Bpffs.unmount(new EdgeFolders(folder.resolve(edge)).bpf()));
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
