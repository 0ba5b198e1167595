package dev.damson.policy.cli;

import dev.damson.policy.source.PolicyFormat;
import dev.damson.policy.source.PolicyWriter;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson policy format}. */
@Command(
        name = "format",
        description = "Print files in canonical form, comments kept.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy format shop.yaml",
            "  damson policy format --write policies/",
            "  damson policy format --check policies/   # in a pipeline"
        })
final class FormatCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Option(names = "--write", description = "Rewrite the files instead of printing them.")
    private boolean write;

    @Option(
            names = "--check",
            description = "Only say which files are not in canonical form; exit code 1 if one is not.")
    private boolean check;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text: YAML with its comments (default), or json: one list of all objects.")
    private Output output = Output.TEXT;

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        if (!inputs.reading().imports().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "these are files of another system: damson policy import writes them as ours");
        }
        List<Problem> errors =
                source.problems().stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            return Report.refuse(errors, output, spec.commandLine());
        }
        var out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.print(PolicyWriter.json(source.policyObjects()));
            out.flush();
            return ExitCodes.FINE;
        }
        int outcome = ExitCodes.FINE;
        var printed = new ArrayList<String>();
        for (InputFile file : inputs.all()) {
            String canonical = PolicyFormat.format(file.text());
            if (!write && !check || file.path().isEmpty()) {
                printed.add(canonical);
            } else if (!canonical.equals(file.text())) {
                out.println(file.name());
                outcome = check ? ExitCodes.PROBLEMS : outcome;
                if (write) {
                    write(file.path().orElseThrow(), canonical);
                }
            }
        }
        out.print(String.join("---\n", printed));
        out.flush();
        return outcome;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" cannot be written: " + e, e);
        }
    }
}
