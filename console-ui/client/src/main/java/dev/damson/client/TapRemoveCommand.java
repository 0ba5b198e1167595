package dev.damson.client;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code damson tap remove web-app} */
@Command(name = "remove", description = "Takes a tap away, and with it what is stored of it.")
final class TapRemoveCommand extends OnlineCommand {
    @Parameters(paramLabel = "[DOMAIN/]TAP", description = "a tap of the tenant")
    private String tap = "";

    @Override
    public Integer call() {
        var api = connection.open();
        return committed(api.delete(TapPlace.find(api, tap).path()));
    }
}
