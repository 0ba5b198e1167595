package dev.damson.policy.cli;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import dev.damson.policy.trial.Trial;
import dev.damson.policy.trial.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson policy test}. */
@Command(
        name = "test",
        description = "Run the PolicyTests of the files. Nothing is monitored or observed in them: they hold what the"
                + " policies say.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy test shop.yaml inventory.yaml",
            "  damson policy test --junit results.xml policies/ inventory.yaml"
        })
final class TestCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text (default) or json.")
    private Output output = Output.TEXT;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results as JUnit XML.")
    private @Nullable Path junit;

    TestCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SourceResult source = inputs.read();
        List<Problem> problems = inputs.problems(source);
        if (Report.hasErrors(problems)) {
            return Report.refuse(problems, output, spec.commandLine());
        }
        Instant now = clock.instant();
        var results = new ArrayList<TrialResult>();
        for (DomainSnapshot domain : Domains.of(source.policyObjects(), inputs.tenant(source), now)) {
            results.addAll(Trial.run(domain, now));
        }
        if (junit != null) {
            write(junit, JunitXml.print(results));
        }
        print(results);
        return results.stream().allMatch(TrialResult::passed) ? ExitCodes.FINE : ExitCodes.PROBLEMS;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + file + "\" cannot be written: " + e, e);
        }
    }

    private void print(List<TrialResult> results) {
        var out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(Json.print(
                    Map.of("tests", results.stream().map(TestCommand::json).toList())));
            return;
        }
        for (TrialResult result : results) {
            String name = result.test().domain() + "/" + result.test().name() + " " + (result.index() + 1) + ": ";
            out.println((result.passed() ? "ok    " : "FAIL  ") + name + result.title());
            if (!result.passed()) {
                out.println("      " + result.failure());
                result.explanation().forEach(line -> out.println("      " + line));
            }
        }
        long failed = results.stream().filter(result -> !result.passed()).count();
        spec.commandLine().getErr().println(Report.counted(results.size(), "expectation") + ", " + failed + " not met");
    }

    private static Map<String, Object> json(TrialResult result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("domain", result.test().domain());
        fields.put("test", result.test().name());
        fields.put("index", result.index());
        fields.put("title", result.title());
        fields.put("passed", result.passed());
        fields.put("failure", result.failure());
        fields.put("explanation", result.explanation());
        return fields;
    }
}
