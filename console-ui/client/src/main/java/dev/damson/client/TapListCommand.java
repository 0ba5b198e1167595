package dev.damson.client;

import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code damson tap list} */
@Command(name = "list", description = "Lists the tenant's taps with their counts.")
final class TapListCommand extends OnlineCommand {
    private static final String ROW = "%-28s %-8s %-9s %10s %12s %12s  %s";

    @Override
    public Integer call() {
        var answer = connection.open().get("/taps", Map.of());
        if (answer.refused()) {
            return refused(answer);
        }
        if (connection.json()) {
            printer().json(answer.body());
            return 0;
        }
        printer().line(ROW.formatted("TAP", "SNAP", "SAMPLING", "NOW/S", "COPIED", "LOST", "EXPIRES"));
        for (var tap : answer.body().path("taps")) {
            printer()
                    .line(ROW.formatted(
                            Printer.word(tap, "domain", "") + "/" + Printer.word(tap, "tap", ""),
                            Printer.word(tap, "snap", ""),
                            "1 in " + tap.path("sampleOneIn").asInt(),
                            "%.1f".formatted(tap.path("copiedPerSecond").asDouble()),
                            tap.path("copied").asLong(),
                            lost(tap),
                            end(tap)));
        }
        return 0;
    }

    private static long lost(JsonNode tap) {
        return tap.path("lostRing").asLong()
                + tap.path("lostRate").asLong()
                + tap.path("lostQueue").asLong();
    }

    private static String end(JsonNode tap) {
        var expires = Printer.word(tap, "expires", "");
        return tap.path("expired").asBoolean() ? "expired " + expires : expires;
    }
}
