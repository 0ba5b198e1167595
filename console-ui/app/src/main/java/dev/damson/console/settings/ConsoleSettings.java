package dev.damson.console.settings;

import dev.damson.wire.settings.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the console needs to know before it starts.
 *
 * @param address where it listens
 * @param secretsFolder holds {@code setup-token}, {@code cli-token} and, with the laboratory, {@code demo-accounts}
 */
public record ConsoleSettings(InetSocketAddress address, Path secretsFolder, boolean laboratory) {
    private static final String DEFAULT_ADDRESS = "127.0.0.1:8080";

    public static ConsoleSettings read(Settings settings) {
        return new ConsoleSettings(
                settings.address("console.address", DEFAULT_ADDRESS),
                settings.path("secrets.folder"),
                settings.flag("laboratory.enabled", false));
    }

    public Path setUpTokenFile() {
        return secretsFolder.resolve("setup-token");
    }

    public Path commandLineTokenFile() {
        return secretsFolder.resolve("cli-token");
    }

    public Path demoAccountsFile() {
        return secretsFolder.resolve("demo-accounts");
    }

    /** The same, in the keys of Spring Boot. */
    public Map<String, Object> asSpringProperties() {
        return Map.of("server.address", address.getHostString(), "server.port", address.getPort());
    }
}
