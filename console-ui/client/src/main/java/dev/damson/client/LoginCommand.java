package dev.damson.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code damson login} keeps a token, read from the terminal without echo or from standard input, or asked for with a password. */
@Command(
        name = "login",
        description = {
            "Keeps a token for the other verbs, in a file that only you can read.",
            "With --user the password is asked for, and the token is good for some hours."
        })
final class LoginCommand extends OnlineCommand {
    @Option(names = "--user", paramLabel = "NAME", description = "sign in with this account's password")
    private @Nullable String user;

    @Override
    public Integer call() throws IOException {
        var token = user == null
                ? secret("Token: ")
                : new Api(connection.address(), "", connection.tenant()).token(user, secret("Password: "));
        new Api(connection.address(), token, connection.tenant()).get("/domains", Map.of());
        var file = connection.keptTokenFile();
        Files.createDirectories(file.toAbsolutePath().getParent());
        store(file, token);
        printer().line("signed in; the token is in " + file);
        return 0;
    }

    private static void store(Path file, String token) throws IOException {
        Files.deleteIfExists(file);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, owner);
        Files.writeString(file, token + "\n");
    }

    @SuppressWarnings("SystemConsoleNull") // its declared type is nullable
    private static String secret(String prompt) throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword(prompt);
            return typed == null ? "" : new String(typed).strip();
        }
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
