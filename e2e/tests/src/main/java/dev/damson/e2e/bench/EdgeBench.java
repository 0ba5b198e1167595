package dev.damson.e2e.bench;

import dev.damson.e2e.product.Checkout;
import dev.damson.e2e.product.RunningProduct;
import dev.damson.lab.network.ConnectOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Milliseconds from a request of the REST API that changes one rule of the laboratory's shop, or a label of one of its
 * workloads, until the kernel enforces it. Only changes that open are timed: whoever is let in knows it with the first answer.
 */
final class EdgeBench {
    private static final int WARM_UP = 10;
    private static final int CHANGES = 100;
    private static final int GOAL_MILLIS = 150;

    /** With the laboratory's own of the same tenant a hundred in ten profiles. */
    private static final int MORE_PORTS = 90;

    private static final int MORE_PROFILES = 5;
    private static final InetSocketAddress DATABASE = new InetSocketAddress("10.1.0.31", 5432);

    /** Inside one host a connection that is allowed is there after microseconds. */
    private static final Duration ATTEMPT = Duration.ofMillis(3);

    private static final Duration CLOSED = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningProduct product;
    private final String token;

    private EdgeBench(RunningProduct product) throws IOException {
        this.product = product;
        this.token =
                Files.readString(product.data().resolve("secrets/cli-token")).strip();
    }

    static void run(PrintStream out) throws Exception {
        try (var product = RunningProduct.start()) {
            new EdgeBench(product).measure(out);
        }
    }

    private void measure(PrintStream out) throws Exception {
        var open = Files.readString(Checkout.find().shop());
        apply(open);
        plugMore(out);
        measure(
                out,
                "a rule",
                replaced(open, "action: allow                    # allow", "action: deny                     # allow"),
                open);
        var app = workload("app");
        measure(out, "a workload's label", replaced(app, "role: app", "role: web"), app);
    }

    /** Ports of five more profiles in the same domain, until the edge has a hundred in ten. */
    private void plugMore(PrintStream out) throws IOException, InterruptedException {
        var far = product.laboratory().workload("acme", "client-1").name();
        var plugged = product.laboratory().host().exec("sh", "-c", """
                for i in $(seq 1 %1$d); do
                  ip link add more-$i type veth peer name far-$i netns %2$s
                  ip link set more-$i alias damson:acme/shop/more-$i/eth0
                  ip link set more-$i addrgenmode none up
                done
                """.formatted(MORE_PORTS, far));
        if (plugged.exitCode() != 0) {
            throw new IOException("the ports cannot be plugged: " + plugged.errors());
        }
        var file = new StringBuilder();
        for (var number = 1; number <= MORE_PORTS; number++) {
            file.append("""
                    ---
                    apiVersion: damson.dev/v1
                    kind: Workload
                    metadata: {name: more-%1$d, domain: shop, labels: {team: team-%2$d}}
                    spec:
                      type: container
                      ports: [{name: eth0, edge: edge-1, mac: "02:00:00:00:07:%1$02x", addresses: [10.1.7.%1$d]}]
                    """.formatted(number, number % MORE_PROFILES));
        }
        file.append("""
                ---
                apiVersion: damson.dev/v1
                kind: SegmentationPolicy
                metadata: {name: teams, domain: shop}
                spec:
                  tier: application
                  order: 900
                  rules:
                """);
        for (var team = 0; team < MORE_PROFILES; team++) {
            file.append(("    - {name: team-%1$d, action: allow, from: [{selector: {matchLabels: {team: team-%1$d}}}],"
                            + " to: [{selector: {matchLabels: {team: team-%1$d}}}],"
                            + " services: [{protocol: TCP, port: %2$d}]}%n")
                    .formatted(team, 9_000 + team));
        }
        apply(file.toString());
        out.printf("%d ports more in %d profiles more%n", MORE_PORTS, MORE_PROFILES);
    }

    /** The database's client, with a role. */
    private static String workload(String role) {
        return """
                apiVersion: damson.dev/v1
                kind: Workload
                metadata: {name: app-1, domain: shop, labels: {app: shop, role: %s}}
                spec:
                  type: container
                  ports: [{name: eth0, edge: edge-1, mac: "02:00:00:00:01:21", addresses: [10.1.0.21, "fd00:1::21"]}]
                """.formatted(role);
    }

    private static String replaced(String text, String from, String to) {
        var replaced = text.replace(from, to);
        if (replaced.equals(text)) {
            throw new IllegalStateException(
                    "\"" + from + "\" is not in " + Checkout.find().shop());
        }
        return replaced;
    }

    private void measure(PrintStream out, String what, String closed, String open) throws Exception {
        var answered = new ArrayList<Double>();
        var enforced = new ArrayList<Double>();
        for (var round = 0; round < WARM_UP + CHANGES; round++) {
            apply(closed);
            while (connects(CLOSED)) {
                Thread.onSpinWait();
            }
            var begin = System.nanoTime();
            apply(open);
            var answer = (System.nanoTime() - begin) / 1e6;
            while (!connects(ATTEMPT)) {
                Thread.onSpinWait();
            }
            if (round >= WARM_UP) {
                answered.add(answer);
                enforced.add((System.nanoTime() - begin) / 1e6);
            }
        }
        out.printf("%-44s %8s %8s %8s%n", CHANGES + " changes of " + what + ", milliseconds", "p50", "p99", "goal");
        row(out, "request → answer (committed)", answered, "");
        row(out, "request → enforced by the kernel", enforced, "p99 " + GOAL_MILLIS);
    }

    private static void row(PrintStream out, String what, List<Double> figures, String goal) {
        var sorted = figures.stream().sorted().toList();
        out.printf(
                "%-44s %8.0f %8.0f %8s%n",
                what, sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100), goal);
    }

    private boolean connects(Duration patience) throws IOException {
        return product.laboratory().workload("acme", "app-1").connect(DATABASE, patience) == ConnectOutcome.CONNECTED;
    }

    private void apply(String file) throws IOException, InterruptedException {
        var body = Map.of("files", List.of(Map.of("name", "shop.yaml", "content", file)));
        var response = http.send(
                HttpRequest.newBuilder(URI.create(product.console() + "/api/v1/tenants/acme/apply"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JsonMapper.shared().writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("apply answered " + response.statusCode() + ": " + response.body());
        }
    }
}
