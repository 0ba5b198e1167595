package dev.damson.e2e.product;

import dev.damson.lab.network.Appliance;
import dev.damson.lab.network.ConnectOutcome;
import dev.damson.lab.network.LabNamespace;
import dev.damson.lab.traffic.Http;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Connections that a test makes itself in the tenant acme's domain, as its workloads would. */
final class Shop {
    static final int WEB = 80;
    static final int APP = 8080;
    static final int DATABASE = 5432;

    /** Inside one host an answer takes microseconds; whoever has none after the second SYN will get none. */
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    /** For what must succeed, also on a machine that builds something else at the same time. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String TENANT = "acme";

    private static final Map<String, String> ADDRESSES = Map.of(
            "web-1", "10.1.0.11",
            "web-2", "10.1.0.12",
            "app-1", "10.1.0.21",
            "app-2", "10.1.0.22",
            "db-1", "10.1.0.31",
            "client-1", "10.1.0.41",
            "dns-1", "10.1.0.53");

    private final RunningProduct product;

    Shop(RunningProduct product) {
        this.product = product;
    }

    /** Applies the reference file, if that was not done yet, and waits until the kernel has it. */
    void open() throws Exception {
        apply(Checkout.find().shop());
    }

    /** Applies a file from the command line and waits until every edge has it. */
    String apply(Path file) throws Exception {
        var answer = product.run("apply", "-f", file.toString());
        if (!answer.contains("revision")) {
            throw new AssertionError("damson apply answered:\n" + answer);
        }
        Await.until(
                "the revision on every edge", () -> product.run("get", "shop").contains("live on 2 of 2 edges"));
        return answer;
    }

    LabNamespace workload(String name) {
        return product.laboratory().workload(TENANT, name);
    }

    Appliance firewall() {
        return product.laboratory().appliance(TENANT, "fw-1");
    }

    static InetSocketAddress service(String workload, int port) {
        var address = ADDRESSES.get(workload);
        if (address == null) {
            throw new IllegalArgumentException("the shop has no workload \"" + workload + "\"");
        }
        return new InetSocketAddress(address, port);
    }

    boolean connects(String from, String to, int port) throws IOException {
        return workload(from).connect(service(to, port), PATIENCE) == ConnectOutcome.CONNECTED;
    }

    /** Whether an attempt to connect ends in silence, as a {@code deny} wants it. */
    boolean isDenied(String from, String to, int port) throws IOException {
        return workload(from).connect(service(to, port), SILENCE) == ConnectOutcome.TIMED_OUT;
    }

    /** Asks an HTTP server for a path, which comes back in the answer. */
    String get(String from, String to, int port, String path) throws IOException {
        return Http.get(workload(from), service(to, port), path, PATIENCE);
    }
}
