package dev.damson.client;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code damson export shop > shop.yaml} */
@Command(name = "export", description = "Prints a domain's objects as policy files, comments kept.")
final class ExportCommand extends OnlineCommand {
    @Parameters(paramLabel = "DOMAIN", description = "a domain of the tenant")
    private String domain = "";

    @Override
    public Integer call() {
        var answer = connection.open().get("/domains/" + Api.encode(domain) + "/export", Map.of());
        if (answer.refused()) {
            return refused(answer);
        }
        if (connection.json()) {
            printer().json(answer.body());
        } else {
            spec.commandLine().getOut().print(Printer.word(answer.body(), "content", ""));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
