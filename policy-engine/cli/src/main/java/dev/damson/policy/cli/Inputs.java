package dev.damson.policy.cli;

import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The files that a command works on. */
final class Inputs {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files, folders (every .yaml, .yml and .json in them), or - for standard input.")
    @SuppressWarnings("NullAway.Init")
    private List<String> files;

    @Mixin
    private final InputOptions options;

    private @Nullable Reading reading;

    Inputs() {
        this(new FromOption());
    }

    Inputs(InputOptions options) {
        this.options = options;
    }

    Reading reading() {
        if (reading == null) {
            reading = new Reading(files, options);
        }
        return reading;
    }

    SourceResult read() {
        return reading().read();
    }

    List<InputFile> all() {
        return reading().all();
    }

    List<Problem> problems(SourceResult source) {
        return reading().problems(source);
    }

    String tenant(SourceResult source) {
        return reading().tenant(source);
    }
}
