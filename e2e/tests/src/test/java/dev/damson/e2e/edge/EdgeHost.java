package dev.damson.e2e.edge;

import dev.damson.edge.agent.Edge;
import dev.damson.edge.agent.EdgeFolders;
import dev.damson.edge.agent.control.SourceRecord;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.InventoryFiles;
import dev.damson.lab.network.ConnectOutcome;
import dev.damson.lab.network.Laboratory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A laboratory of its own with an edge in its host namespace, which can be stopped and started again. */
final class EdgeHost implements AutoCloseable {
    /** Tests run in the module's folder. */
    private static final Path INVENTORY = Path.of("..", "..", "examples", "laboratory");

    private static final Path UNIT = Path.of("..", "..", "examples", "systemd", "damson-edge.service");
    private static final String BOUNDING_SET = "CapabilityBoundingSet=";

    /** A connection inside one host takes less than a millisecond; a denied one takes all of this. */
    static final Duration PATIENCE = Duration.ofMillis(700);

    private static final AtomicInteger NEXT = new AtomicInteger();

    final Inventory inventory;
    final Laboratory laboratory;
    final TestDirector director;
    final Received received = new Received();
    private final String prefix;
    private final Path folder;
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private Edge edge;

    EdgeHost() throws IOException {
        prefix = "edgetest" + ProcessHandle.current().pid() + "x" + NEXT.incrementAndGet();
        folder = Files.createTempDirectory(prefix);
        inventory = InventoryFiles.read(INVENTORY).on(_ -> TestDirector.EDGE);
        laboratory = Laboratory.create(prefix, inventory);
        director = TestDirector.in(folder);
        edge = start();
    }

    private Edge start() {
        try (var namespace = Netns.of(prefix + "-host")) {
            return Edge.start(
                    TestDirector.EDGE, namespace, "", new EdgeFolders(folder), director.trusted(), received.outlets());
        }
    }

    Edge edge() {
        return edge;
    }

    void tell(SourceRecord entry) {
        edge.accept(List.of(entry));
    }

    /** The process ends; what it enforced stays. */
    void stopEdge() {
        edge.close();
    }

    void startEdge() {
        edge = start();
    }

    /**
     * Starts the edge in a process of its own, with no more rights than its systemd unit gives it, waits until it enforces,
     * and kills it so that it cannot tidy up.
     */
    void runAndKillEdge() throws IOException {
        var process = new ProcessBuilder(
                        "setpriv",
                        "--bounding-set=-all," + capabilities(),
                        "--",
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledAgent.class.getName(),
                        prefix + "-host",
                        folder.toString(),
                        director.trustFile().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            if (!"ready".equals(output.readLine())) {
                throw new AssertionError("the edge's process did not become ready");
            }
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** Of the unit's {@code CapabilityBoundingSet=CAP_BPF …}, as setpriv(1) names them: {@code +bpf,…}. */
    private static String capabilities() throws IOException {
        var line = Files.readAllLines(UNIT).stream()
                .filter(text -> text.startsWith(BOUNDING_SET))
                .findFirst()
                .orElseThrow(() -> new AssertionError(UNIT + " has no " + BOUNDING_SET));
        return Arrays.stream(line.substring(BOUNDING_SET.length()).split(" "))
                .map(name -> "+" + name.substring("CAP_".length()).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    Path bpffs() {
        return new EdgeFolders(folder).bpf();
    }

    /** As after a reboot: nothing is left in the kernel, only files. */
    void loseKernelState() {
        Bpffs.unmount(bpffs());
    }

    InetAddress address(String tenant, String workload, int family) {
        return inventory.workload(tenant, workload).addresses().stream()
                .filter(address -> address.getAddress().length == family)
                .findFirst()
                .orElseThrow();
    }

    void listen(String tenant, String workload, int port) throws IOException {
        var server = laboratory.workload(tenant, workload).openServer();
        server.bind(new InetSocketAddress(port));
        servers.add(server);
    }

    /** The next connection that the nth listener gets. */
    SocketChannel accept(int listener) throws IOException {
        return servers.get(listener).accept();
    }

    /** Over IPv4. */
    ConnectOutcome connect(String tenant, String from, String to, int port) throws IOException {
        return connect(tenant, from, new InetSocketAddress(address(tenant, to, 4), port));
    }

    ConnectOutcome connect(String tenant, String from, InetSocketAddress target) throws IOException {
        return laboratory.workload(tenant, from).connect(target, PATIENCE);
    }

    @Override
    public void close() throws IOException {
        edge.close();
        for (var server : servers) {
            server.close();
        }
        laboratory.close();
        loseKernelState();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
