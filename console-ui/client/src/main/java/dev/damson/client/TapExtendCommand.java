package dev.damson.client;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code damson tap extend web-app --for 8h} */
@Command(name = "extend", description = "Lets a tap go on for some time from now.")
final class TapExtendCommand extends OnlineCommand {
    @Parameters(paramLabel = "[DOMAIN/]TAP", description = "a tap of the tenant")
    private String tap = "";

    @Option(names = "--for", required = true, paramLabel = "TIME", description = "from now, such as 30m, 8h or 7d")
    private String length = "";

    @Override
    public Integer call() {
        var api = connection.open();
        var query = Map.of("for", TapSource.duration("--for", length).toString());
        return committed(api.post(TapPlace.find(api, tap).path() + "/extend", query, Api.JSON.createObjectNode()));
    }
}
