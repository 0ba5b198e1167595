package dev.damson.policy.cli;

import dev.damson.policy.analyse.Analysis;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson policy check}. */
@Command(
        name = "check",
        description = "Read files together and print every problem with its place, and every rule that never matches,"
                + " never decides or is not needed.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy check examples/shop.yaml",
            "  damson policy check --complete --strict policies/ inventory.yaml",
            "  damson policy check --output json policies/"
        })
final class CheckCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    @Option(names = "--strict", description = "Warnings count as errors.")
    private boolean strict;

    CheckCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        List<Problem> problems = new ArrayList<>(inputs.reading().allProblems(source));
        if (!Report.hasErrors(problems)) {
            Instant now = clock.instant();
            Domains.of(source.policyObjects(), inputs.tenant(source), now)
                    .forEach(domain -> problems.addAll(Analysis.warnings(source.objects(), domain, now)));
            problems.sort(null);
        }
        long errors = problems.stream().filter(Problem::isError).count();
        long warnings = problems.size() - errors;
        CommandLine command = spec.commandLine();
        if (output == Output.JSON) {
            var result = new LinkedHashMap<String, Object>();
            result.put("objects", source.objects().size());
            result.put("errors", errors);
            result.put("warnings", warnings);
            result.put("problems", problems.stream().map(Report::json).toList());
            command.getOut().println(Json.print(result));
        } else {
            Report.lines(problems, command, command.getOut());
            command.getErr()
                    .println(Report.counted(source.objects().size(), "object") + ", " + Report.counted(errors, "error")
                            + ", " + Report.counted(warnings, "warning"));
        }
        return errors > 0 || strict && warnings > 0 ? ExitCodes.PROBLEMS : ExitCodes.FINE;
    }
}
