package dev.damson.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code damson tap tail web-app | tshark -r -} */
@Command(
        name = "tail",
        description = {
            "Writes a tap's packets to standard output as they come, as pcapng, and how the tail stands to standard"
                    + " error.",
            "For example: damson tap tail web-app | wireshark -k -i -"
        })
final class TapTailCommand extends OnlineCommand {
    @Parameters(paramLabel = "[DOMAIN/]TAP", description = "a tap of the tenant")
    private String tap = "";

    @Option(
            names = "--since",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "also packets of this time before now; at most an hour")
    private int sinceSeconds;

    @Option(names = "--packets", paramLabel = "N", defaultValue = "0", description = "end after so many; 0: never")
    private long packets;

    @Option(names = "--quiet", description = "say nothing to standard error while all is well")
    private boolean quiet;

    @Mixin
    private PacketAccess access = new PacketAccess();

    @Override
    public Integer call() throws IOException {
        BinaryOutput.mustLeaveTheTerminal();
        var api = connection.open();
        var query = new LinkedHashMap<String, String>();
        query.put("since", Duration.ofSeconds(sinceSeconds).toString());
        query.put("packets", Long.toString(packets));
        access.addTo(query);
        var place = TapPlace.find(api, tap);
        try (InputStream answer = api.stream(place.path() + "/tail", query)) {
            var err = spec.commandLine().getErr();
            new PacketCopy(answer, System.out, new TailStanding(err, quiet)).run();
        }
        return 0;
    }
}
