package dev.damson.client;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code damson diff -f shop.yaml} */
@Command(name = "diff", description = "Says which objects an apply of the files would change, and changes nothing.")
final class DiffCommand extends OnlineCommand {
    @Option(
            names = {"-f", "--file"},
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "file, folder, or - for standard input")
    private List<String> files = List.of();

    @Option(names = "--prune", description = "as apply --prune would do")
    private boolean prune;

    @Override
    public Integer call() {
        var query = Map.of("prune", Boolean.toString(prune));
        var answer = connection.open().post("/check", query, SourceFiles.read(files, System.in));
        if (answer.refused()) {
            return refused(answer);
        }
        if (connection.json()) {
            printer().json(answer.body());
            return 0;
        }
        printer().problems(answer.body().path("warnings"));
        for (var change : answer.body().path("changes")) {
            printer()
                    .line("%-8s %s %s"
                            .formatted(
                                    Printer.word(change, "change", ""),
                                    Printer.word(change, "kind", ""),
                                    Printer.word(change, "name", "")));
        }
        if (answer.body().path("changes").isEmpty()) {
            printer().line("nothing would change");
        }
        return 0;
    }
}
