package dev.damson.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code damson tap export web-app -w web-app.pcapng} */
@Command(
        name = "export",
        description = {
            "Writes what is stored of a tap: packets as pcapng or pcap, sessions as CSV, JSON lines or Parquet.",
            "For example: damson tap export web-app --query \"http.host = *.shop\" --form csv"
        })
final class TapExportCommand extends OnlineCommand {
    /** What a terminal may show: the server writes them without anything that one obeys. */
    private static final Set<String> TEXTS = Set.of("csv", "json");

    @Parameters(paramLabel = "[DOMAIN/]TAP", description = "a tap of the tenant")
    private String tap = "";

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "pcapng",
            description = "pcapng, pcap, csv, json or parquet; default: ${DEFAULT-VALUE}")
    private String form = "pcapng";

    @Option(names = "--query", paramLabel = "QUERY", defaultValue = "", description = "which sessions; default: all")
    private String query = "";

    @Option(names = "--from", paramLabel = "TIME", description = "RFC 3339; default: an hour before --to")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "RFC 3339; default: now")
    private @Nullable String to;

    @Option(
            names = {"-w", "--write"},
            paramLabel = "FILE",
            description = "instead of standard output")
    private @Nullable Path file;

    @Mixin
    private PacketAccess access = new PacketAccess();

    @Override
    public Integer call() throws IOException {
        if (file == null && !TEXTS.contains(form)) {
            BinaryOutput.mustLeaveTheTerminal();
        }
        var api = connection.open();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("form", form);
        parameters.put("query", query);
        if (from != null) {
            parameters.put("from", from);
        }
        if (to != null) {
            parameters.put("to", to);
        }
        access.addTo(parameters);
        var place = TapPlace.find(api, tap);
        try (var answer = api.stream(place.path() + "/export", parameters)) {
            if (file == null) {
                answer.transferTo(System.out);
                System.out.flush();
            } else {
                Files.copy(answer, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return 0;
    }
}
