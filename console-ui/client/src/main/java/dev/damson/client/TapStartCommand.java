package dev.damson.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code damson tap start web-db --from group:web --to group:db --service tcp/5432 --for 8h --reason "ticket 4711"} */
@Command(
        name = "start",
        description = {
            "Begins a tap, or says with --forecast what it would copy.",
            "For example: damson tap start web-db --from group:web --to group:db --service tcp/5432 --for 8h"
                    + " --reason \"ticket 4711\""
        })
final class TapStartCommand extends OnlineCommand {
    @Parameters(paramLabel = "[DOMAIN/]TAP", description = "a name that is not taken")
    private String tap = "";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "one VirtualTap, instead of the options below")
    private @Nullable Path file;

    @Option(names = "--from", paramLabel = "PEER", description = "group:NAME, workload:NAME, cidr:BLOCK, any, external")
    private List<String> from = List.of("any");

    @Option(names = "--to", paramLabel = "PEER", description = "likewise")
    private List<String> to = List.of("any");

    @Option(names = "--service", paramLabel = "SERVICE", description = "tcp/5432, udp/53, icmp, any; default: any")
    private List<String> services = List.of("any");

    @Option(names = "--verdict", paramLabel = "VERDICT", description = "allowed or denied; default: either")
    private List<String> verdicts = List.of();

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "1h", description = "default: ${DEFAULT-VALUE}")
    private String length = "1h";

    @Option(names = "--retention", paramLabel = "TIME", description = "how long copies are kept, such as 7d")
    private @Nullable String retention;

    @Option(names = "--sample", paramLabel = "N", defaultValue = "1", description = "one flow in N")
    private int sample = 1;

    @Option(names = "--rate", paramLabel = "N", description = "at most N packets/s")
    private @Nullable Integer rate;

    @Option(names = "--payload", description = "whole packets instead of headers; needs a right of its own")
    private boolean payload;

    @Option(names = "--sensor", paramLabel = "NAME", description = "to a sensor instead of inspection")
    private @Nullable String sensor;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "why; needed to begin it")
    private String reason = "";

    @Option(names = "--forecast", description = "only say what it would copy, from the flows of the last hour")
    private boolean forecast;

    @Override
    public Integer call() throws IOException {
        if (reason.isBlank() && !forecast && file == null) {
            throw new ClientException(
                    ClientException.USAGE, "say why with --reason: everyone who sees the tap sees it");
        }
        var api = connection.open();
        var place = TapPlace.fresh(api, tap);
        var text = file == null ? object(place).toString() : Files.readString(file);
        var body = Api.JSON.createObjectNode().put("source", text);
        if (!forecast) {
            return committed(api.post(TapPlace.pathOf(place.domain()), Map.of(), body));
        }
        var answer = api.post(TapPlace.pathOf(place.domain()) + "/forecast", Map.of(), body);
        if (answer.refused()) {
            return refused(answer);
        }
        if (connection.json()) {
            printer().json(answer.body());
        } else {
            show(answer.body());
        }
        return 0;
    }

    private void show(JsonNode said) {
        printer()
                .line("of the last %d minutes: %d flows, %.1f packets/s, %.0f bytes/s"
                        .formatted(
                                said.path("seconds").asLong() / 60,
                                said.path("flows").asLong(),
                                said.path("packetsPerSecond").asDouble(),
                                said.path("bytesPerSecond").asDouble()));
        printer()
                .line("would be copied: %.1f packets/s, %.0f bytes/s"
                        .formatted(
                                said.path("copiedPerSecond").asDouble(),
                                said.path("copiedBytesPerSecond").asDouble()));
        if (!said.path("complete").asBoolean(true)) {
            printer().line("more flows were seen than are summed: expect more");
        }
    }

    private ObjectNode object(TapPlace place) {
        var object = Api.JSON.createObjectNode();
        object.put("apiVersion", "damson.dev/v1").put("kind", "VirtualTap");
        object.putObject("metadata").put("name", place.tap()).put("domain", place.domain());
        var spec = object.putObject("spec");
        spec.put("reason", reason.isBlank() ? "forecast" : reason);
        var match = spec.putObject("match");
        match.set("from", TapSource.peers("--from", from));
        match.set("to", TapSource.peers("--to", to));
        match.set("services", TapSource.services(services));
        if (!verdicts.isEmpty()) {
            var list = spec.putArray("verdicts");
            verdicts.forEach(verdict -> list.add(verdict.toLowerCase(Locale.ROOT)));
        }
        spec.put("snap", payload ? "payload" : "headers").put("sampleOneIn", sample);
        if (rate != null) {
            spec.put("packetsPerSecond", rate);
        }
        spec.put("expiresAfter", length);
        if (retention != null) {
            spec.put("retention", retention);
        }
        var delivery = spec.putArray("deliver").addObject();
        if (sensor == null) {
            delivery.put("inspection", true);
        } else {
            delivery.put("sensor", sensor);
        }
        return object;
    }
}
