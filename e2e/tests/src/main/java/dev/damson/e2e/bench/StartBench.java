package dev.damson.e2e.bench;

import dev.damson.e2e.product.Await;
import dev.damson.e2e.product.RunningProduct;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Seconds from {@code ./damson up} in a built tree to a sign-in page, on an empty data folder and on the same again. */
final class StartBench {
    private static final int FIRST_GOAL_SECONDS = 60;
    private static final int SECOND_GOAL_SECONDS = 20;

    /** The first start writes its caches some time after the welcome. */
    private static final Duration CACHES = Duration.ofMinutes(5);

    private StartBench() {}

    static void run(PrintStream out) throws Exception {
        out.println("Starting twice on a temporary data folder and free ports; this takes some minutes.");
        var product = RunningProduct.startWithCaches();
        try {
            var first = product.signInPage();
            var cache = product.data().resolve("cache/console");
            Await.until("the console's start-up cache", CACHES, () -> isWritten(cache));
            product = product.restart();
            out.printf("%-46s %8s %8s%n", "sign-in page after", "measured", "goal");
            row(out, "first start, empty data folder", first, FIRST_GOAL_SECONDS);
            row(out, "second start, with start-up caches", product.signInPage(), SECOND_GOAL_SECONDS);
        } finally {
            product.close();
        }
    }

    private static boolean isWritten(Path cache) throws IOException {
        try (var files = Files.list(cache)) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            return names.stream().anyMatch(name -> name.endsWith(".jsa"));
        }
    }

    private static void row(PrintStream out, String what, Duration measured, int goalSeconds) {
        out.printf("%-46s %6.1f s %6d s%n", what, measured.toMillis() / 1_000.0, goalSeconds);
    }
}
