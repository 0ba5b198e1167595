package dev.damson.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code damson login} keeps a token, read from the terminal without echo or from standard input. */
@Command(name = "login", description = "Keeps a token for the other verbs, in a file that only you can read.")
final class LoginCommand extends OnlineCommand {
    @Override
    public Integer call() throws IOException {
        var token = token();
        new Api(connection.address(), token, connection.tenant()).get("/domains", Map.of());
        var file = Connection.ownTokenFile();
        Files.createDirectories(file.getParent());
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
    private static String token() throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Token: ");
            return typed == null ? "" : new String(typed).strip();
        }
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
