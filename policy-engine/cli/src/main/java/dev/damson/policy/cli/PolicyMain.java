package dev.damson.policy.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson policy …}: what can be done with policy files alone. */
@Command(
        name = "damson policy",
        description = "Check, format, explain, compare and test policy files. No server is needed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well; there may be warnings",
            "1:the files have errors, or a policy test does not hold",
            "2:the command line is wrong",
            "3:a file cannot be read or written"
        })
public final class PolicyMain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private PolicyMain() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        boolean colour = System.getenv("NO_COLOR") == null
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent();
        System.exit(run(out, err, colour, InstantSource.system(), arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, boolean colour, InstantSource clock, String... arguments) {
        ColorScheme scheme = CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF);
        return new CommandLine(new PolicyMain())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new FormatCommand())
                .addSubcommand(new ExplainCommand(clock))
                .addSubcommand(new DiffCommand(clock))
                .addSubcommand(new ConnectivityCommand(clock))
                .addSubcommand(new CompileCommand(clock))
                .addSubcommand(new ReplayCommand(clock))
                .addSubcommand(new TestCommand(clock))
                .addSubcommand(new SchemaCommand())
                .setColorScheme(scheme)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(PolicyMain::failed)
                .execute(arguments);
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof UncheckedIOException io) {
            command.getErr().println("damson: " + io.getMessage());
            return ExitCodes.FILES;
        }
        throw failure;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do, for example: damson policy check FILE");
    }
}
