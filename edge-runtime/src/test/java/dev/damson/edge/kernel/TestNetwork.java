package dev.damson.edge.kernel;

import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.Netns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces joined by a veth pair: {@code port} on the host's side (10.77.0.1), {@code eth0} on the
 * workload's (10.77.0.2). Closing removes both.
 */
public final class TestNetwork implements AutoCloseable {
    private static final ProcessHandle SELF = ProcessHandle.current();

    public final String host;
    public final String workload;
    private final List<NamespaceThread> threads = new ArrayList<>();

    public TestNetwork(String name) {
        host = "kernel-" + SELF.pid() + "-" + name + "-h";
        workload = "kernel-" + SELF.pid() + "-" + name + "-w";
        try {
            run("ip", "netns", "add", host);
            run("ip", "netns", "add", workload);
            run("ip", "-n", host, "link", "set", "lo", "up");
            run("ip", "-n", host, "link", "add", "port", "type", "veth", "peer", "name", "eth0", "netns", workload);
            run("ip", "-n", host, "address", "add", "10.77.0.1/24", "dev", "port");
            run("ip", "-n", workload, "address", "add", "10.77.0.2/24", "dev", "eth0");
            run("ip", "-n", host, "link", "set", "port", "up");
            run("ip", "-n", workload, "link", "set", "eth0", "up");
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    public NamespaceThread onHost() {
        return in(host);
    }

    public NamespaceThread onWorkload() {
        return in(workload);
    }

    private NamespaceThread in(String name) {
        try (var namespace = Netns.of(name)) {
            var thread = NamespaceThread.in(namespace);
            threads.add(thread);
            return thread;
        }
    }

    /** Sends echo requests from the workload to the host; whether they are answered is the test's to see. */
    public void ping(int times) {
        attempt("ip", "netns", "exec", workload, "ping", "-c", "" + times, "-i", "0.01", "-W", "1", "10.77.0.1");
    }

    public static String run(String... command) {
        var outcome = attempt(command);
        if (outcome.code != 0) {
            throw new IllegalStateException(
                    "\"%s\" ended with %d: %s".formatted(String.join(" ", command), outcome.code, outcome.output));
        }
        return outcome.output;
    }

    private record Outcome(int code, String output) {}

    private static Outcome attempt(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        threads.forEach(NamespaceThread::close);
        attempt("ip", "netns", "delete", host);
        attempt("ip", "netns", "delete", workload);
    }
}
