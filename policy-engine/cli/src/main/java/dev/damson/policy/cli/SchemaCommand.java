package dev.damson.policy.cli;

import dev.damson.policy.source.PolicySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code damson policy schema}. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of the language, for editors.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = "  damson policy schema > damson.schema.json")
final class SchemaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var schema = Objects.requireNonNull(PolicySource.class.getResourceAsStream(PolicySource.SCHEMA))) {
            spec.commandLine().getOut().print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            return ExitCodes.FINE;
        } catch (IOException e) {
            throw new UncheckedIOException("the schema cannot be read: " + e, e);
        }
    }
}
