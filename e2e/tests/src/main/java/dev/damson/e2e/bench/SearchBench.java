package dev.damson.e2e.bench;

import dev.damson.e2e.product.Await;
import dev.damson.e2e.product.RunningProduct;
import dev.damson.lab.traffic.Http;
import dev.damson.tap.store.search.CaptureSearch;
import dev.damson.tap.store.search.QueryParser;
import dev.damson.tap.store.search.SearchRequest;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;

/** From a request in the laboratory until a search of the store finds its session. */
final class SearchBench {
    private static final int ROUNDS = 40;
    private static final int GOAL_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final InetSocketAddress APP = new InetSocketAddress("10.1.0.21", 8080);

    private final RunningProduct product;

    SearchBench(RunningProduct product) {
        this.product = product;
    }

    /** The shop is applied already. */
    void run(PrintStream out) throws Exception {
        var web = product.laboratory().workload("acme", "web-1");
        var took = new long[ROUNDS];
        try (var search = new CaptureSearch(store())) {
            for (int round = 0; round < ROUNDS; round++) {
                var path = "/found-" + round + "-" + System.nanoTime();
                var from = Instant.now().minusSeconds(60);
                long begun = System.nanoTime();
                Http.get(web, APP, path, PATIENCE);
                var request = SearchRequest.of(
                                "acme", from, from.plus(Duration.ofHours(1)), QueryParser.parse("http.path = " + path))
                        .ofTap("web-app");
                Await.until(
                        "the session of " + path,
                        () -> !search.sessions(request, Optional.empty(), 1)
                                .value()
                                .sessions()
                                .isEmpty());
                took[round] = System.nanoTime() - begun;
            }
        }
        Arrays.sort(took);
        out.printf(
                "%-52s %9.0f ms %9.0f ms %9d ms%n",
                "wire → found by search, p50, p95", took[ROUNDS / 2] / 1e6, took[ROUNDS * 95 / 100] / 1e6, GOAL_MILLIS);
    }

    private Path store() throws Exception {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(product.data().resolve("run/settings.properties"))) {
            settings.load(reader);
        }
        return Path.of(settings.getProperty("store.folder"));
    }
}
