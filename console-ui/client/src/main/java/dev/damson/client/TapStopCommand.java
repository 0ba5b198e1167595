package dev.damson.client;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code damson tap stop web-app} */
@Command(name = "stop", description = "Ends a tap now. What it copied stays as long as it is kept.")
final class TapStopCommand extends OnlineCommand {
    @Parameters(paramLabel = "[DOMAIN/]TAP", description = "a tap of the tenant")
    private String tap = "";

    @Override
    public Integer call() {
        var api = connection.open();
        var place = TapPlace.find(api, tap);
        return committed(api.post(place.path() + "/stop", Map.of(), Api.JSON.createObjectNode()));
    }
}
