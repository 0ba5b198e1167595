package dev.damson.client;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code damson apply, get, diff, export, wait, tap, login}: the verbs that talk to a running Damson over REST. */
@Command(
        name = "damson",
        description = "Talks to a running Damson over its REST API.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "<verb>",
        subcommands = {
            ApplyCommand.class,
            DiffCommand.class,
            GetCommand.class,
            ExportCommand.class,
            WaitCommand.class,
            TapCommand.class,
            LoginCommand.class
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused: the answer says what is wrong and where",
            "2:the command line is wrong",
            "3:Damson does not answer, or the token is not accepted"
        })
public final class ClientMain {
    private ClientMain() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    private static void say(ClientException failure, CommandLine command) {
        if (command.getCommand() instanceof OnlineCommand online && online.connection.isJson()) {
            new Printer(command.getOut()).json(failure.json());
        } else if (failure instanceof FileProblem problem) {
            new Printer(command.getErr()).problems(problem.json().path("problems"));
        } else {
            command.getErr().println("damson: " + failure.getMessage());
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new ClientMain()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ClientException known) {
                say(known, command);
                return known.exitCode();
            }
            throw failure;
        });
    }
}
