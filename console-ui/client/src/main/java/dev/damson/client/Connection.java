package dev.damson.client;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where Damson answers and with which token. Without options it is the one of this machine: its address from the
 * settings of the data folder, and the command line's own token, which only the owner of the folder may read.
 */
final class Connection {
    private static final String DEFAULT_ADDRESS = "127.0.0.1:8080";

    @Option(names = "--server", paramLabel = "URL", description = "console, for example http://127.0.0.1:8080")
    private @Nullable String server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "file whose only line is a token")
    private @Nullable Path tokenFile;

    @Option(names = "--tenant", paramLabel = "NAME", defaultValue = "acme", description = "default: ${DEFAULT-VALUE}")
    private String tenant = "acme";

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json; default: ${DEFAULT-VALUE}")
    private String output = "text";

    /** Whether JSON was asked for, by whatever else is wrong with the command line. */
    boolean isJson() {
        return output.equals("json");
    }

    boolean json() {
        return switch (output) {
            case "text" -> false;
            case "json" -> true;
            default ->
                throw new ClientException(
                        ClientException.USAGE, "--output is \"text\" or \"json\", not \"" + output + "\"");
        };
    }

    String tenant() {
        return tenant;
    }

    Api open() {
        return new Api(address(), token(), tenant);
    }

    URI address() {
        var text = server != null ? server : "http://" + setting("console.address", DEFAULT_ADDRESS);
        try {
            var address = URI.create(text);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, together with an address without host
        }
        throw new ClientException(
                ClientException.USAGE, "\"" + text + "\" is no address such as http://127.0.0.1:8080");
    }

    private String token() {
        var file = tokenFile();
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new ClientException(
                    ClientException.UNREACHABLE,
                    "no token in \"" + file + "\": run \"./damson login\", or name a file with --token-file");
        }
    }

    private Path tokenFile() {
        if (tokenFile != null) {
            return tokenFile;
        }
        var own = ownTokenFile();
        return Files.isReadable(own) ? own : data().resolve("secrets/cli-token");
    }

    /** Where {@code login} keeps a person's token: the named file, or the one that all verbs look into. */
    Path keptTokenFile() {
        return tokenFile != null ? tokenFile : ownTokenFile();
    }

    private static Path ownTokenFile() {
        var home = Path.of(System.getProperty("user.home"));
        return environment("XDG_CONFIG_HOME", home.resolve(".config").toString())
                .resolve("damson/token");
    }

    private String setting(String key, String otherwise) {
        var settings = data().resolve("run/settings.properties");
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(settings)));
        } catch (IOException none) {
            return otherwise;
        }
        return properties.getProperty(key, otherwise);
    }

    private static Path data() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return environment(
                "DAMSON_DATA", root ? "/var/lib/damson" : System.getProperty("user.home") + "/.local/state/damson");
    }

    private static Path environment(String name, String otherwise) {
        Map<String, String> environment = System.getenv();
        return Path.of(environment.getOrDefault(name, otherwise));
    }
}
