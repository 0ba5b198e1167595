package dev.damson.client;

import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code damson apply -f shop.yaml} */
@Command(name = "apply", description = "Checks files, commits what they say and publishes it. All or nothing.")
final class ApplyCommand extends OnlineCommand {
    @Option(
            names = {"-f", "--file"},
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "file, folder, or - for standard input")
    private List<String> files = List.of();

    @Option(names = "--prune", description = "remove objects of the named domains that the files do not name")
    private boolean prune;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "why, for the audit")
    private String message = "";

    @Override
    public Integer call() {
        var query = new LinkedHashMap<String, String>();
        query.put("prune", Boolean.toString(prune));
        query.put("message", message);
        return committed(connection.open().post("/apply", query, SourceFiles.read(files, System.in)));
    }
}
