package dev.damson.director.account;

import dev.damson.topology.TopologyGraph;
import dev.damson.topology.store.GraphUnavailable;
import dev.damson.wire.settings.Settings;
import dev.damson.wire.settings.SettingsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Sets the password of one account in the graph that the settings name. The argument is the account, the password is
 * the first line of standard input; the last line of the output says what went wrong.
 */
public final class PasswordMain {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private PasswordMain() {}

    public static void main(String[] arguments) {
        var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        var outcome = run(arguments, input, Settings.load());
        if (!outcome.sentence().isEmpty()) {
            System.err.println(outcome.sentence());
        }
        System.exit(outcome.code());
    }

    record Outcome(int code, String sentence) {}

    static Outcome run(String[] arguments, Reader input, Settings settings) {
        if (arguments.length != 1) {
            return new Outcome(USAGE, "the one argument is the account");
        }
        var name = arguments[0];
        try {
            var password = new BufferedReader(input).readLine();
            if (password == null || password.isBlank()) {
                return new Outcome(USAGE, "the password is missing on standard input");
            }
            var secret = Files.readString(settings.path("neo4j.password-file")).strip();
            try (var graph = TopologyGraph.open(
                    URI.create(settings.text("neo4j.uri")), settings.text("neo4j.user", "neo4j"), secret)) {
                return graph.people().changePassword(name, password.toCharArray())
                        ? new Outcome(0, "")
                        : new Outcome(FAILED, "there is no account \"%s\"".formatted(name));
            }
        } catch (GraphUnavailable unavailable) {
            return new Outcome(FAILED, unavailable.getMessage() + "; does Damson run? \"./damson status\" shows it");
        } catch (IOException | SettingsException cause) {
            return new Outcome(FAILED, "the password was not set: " + cause.getMessage());
        }
    }
}
