package dev.damson.policy.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code damson policy …}: what can be done with policy files alone. */
@Command(
        name = "damson policy",
        description = "Check, format, explain, compare and test policy files. No server is needed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  damson policy check examples/shop.yaml",
            "  damson policy explain examples/shop.yaml examples/laboratory/acme.yaml --from client-1 --to db-1 --service TCP/5432",
            "  damson policy connectivity manifests/ --output json"
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
        System.exit(guarded(out, err, colour, arguments));
    }

    private static int guarded(PrintWriter out, PrintWriter err, boolean colour, String... arguments) {
        try {
            return run(out, err, colour, InstantSource.system(), arguments);
        } catch (OutOfMemoryError e) {
            err.println("damson: the files need more memory than the "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB that there are: give fewer at once");
            return ExitCodes.FILES;
        }
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, boolean colour, InstantSource clock, String... arguments) {
        ColorScheme scheme = CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF);
        var command = new CommandLine(new PolicyMain());
        var all = commands(clock);
        String asked = arguments.length == 0 ? "" : arguments[0];
        if (all.containsKey(asked)) {
            command.addSubcommand(Objects.requireNonNull(all.get(asked)).get());
        } else {
            all.values().forEach(make -> command.addSubcommand(make.get()));
            command.addSubcommand(new HelpCommand());
        }
        tellExitCodes(command);
        command.getSubcommands().values().forEach(PolicyMain::tellExitCodes);
        return command.setColorScheme(scheme)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(PolicyMain::failed)
                .execute(arguments);
    }

    /** By name. Only the one that is asked for is made: to describe them all takes most of a short run. */
    private static Map<String, Supplier<Callable<Integer>>> commands(InstantSource clock) {
        var commands = new LinkedHashMap<String, Supplier<Callable<Integer>>>();
        commands.put("check", () -> new CheckCommand(clock));
        commands.put("format", FormatCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("explain", () -> new ExplainCommand(clock));
        commands.put("diff", () -> new DiffCommand(clock));
        commands.put("connectivity", () -> new ConnectivityCommand(clock));
        commands.put("compile", () -> new CompileCommand(clock));
        commands.put("replay", () -> new ReplayCommand(clock));
        commands.put("test", () -> new TestCommand(clock));
        commands.put("schema", SchemaCommand::new);
        return commands;
    }

    private static void tellExitCodes(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCodes.MEANINGS);
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
