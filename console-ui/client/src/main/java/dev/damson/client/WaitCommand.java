package dev.damson.client;

import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code damson wait shop} returns when the head revision is live on every edge. */
@Command(name = "wait", description = "Waits until a domain's head revision is live on every edge that hosts it.")
final class WaitCommand extends OnlineCommand {
    private static final Duration POLL = Duration.ofMillis(200);

    @Parameters(paramLabel = "DOMAIN", description = "a domain of the tenant")
    private String domain = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "default: ${DEFAULT-VALUE}")
    private int seconds = 60;

    @Override
    public Integer call() throws InterruptedException {
        var api = connection.open();
        var deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (true) {
            var answer = api.get("/domains/" + Api.encode(domain), Map.of());
            if (answer.refused()) {
                return refused(answer);
            }
            if (Live.everywhere(answer.body())) {
                printer().line(Live.sentence(answer.body()));
                return 0;
            }
            if (System.nanoTime() > deadline) {
                printer().line(Live.sentence(answer.body()) + " after " + seconds + " seconds");
                answer.body().path("edges").forEach(edge -> printer().line("  " + Live.edge(edge)));
                return ClientException.REFUSED;
            }
            Thread.sleep(POLL);
        }
    }
}
