package dev.damson.launcher.data;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the person who starts Damson has set: {@code damson.properties} under the environment. The launcher reads it
 * itself, without the library that its children read the resolved settings with, so that it needs nothing but the JDK.
 */
public final class Configuration {
    public static final String CONSOLE_ADDRESS = "console.address";
    public static final String NEO4J_URI = "neo4j.uri";
    public static final String NEO4J_ADDRESS = "neo4j.address";
    public static final String NEO4J_USER = "neo4j.user";
    public static final String NEO4J_PASSWORD_FILE = "neo4j.password-file";
    public static final String KAFKA_BOOTSTRAP = "kafka.bootstrap";
    public static final String KAFKA_ADDRESS = "kafka.address";
    public static final String KAFKA_CONTROLLER_ADDRESS = "kafka.controller-address";
    public static final String KAFKA_CLIENT_FILE = "kafka.client-file";
    public static final String STORE_FOLDER = "store.folder";
    public static final String CACHES_ENABLED = "caches.enabled";
    public static final String CACHES_AFTER = "caches.after-seconds";
    public static final String EDGE_ID = "edge.id";
    public static final String EDGE_NETNS = "edge.netns";
    public static final String LABORATORY_ENABLED = "laboratory.enabled";
    public static final String LABORATORY_PREFIX = "laboratory.prefix";
    public static final String LABORATORY_INVENTORY = "laboratory.inventory";

    private static final int MOST_SECONDS = 3600;

    private static final String[] DEFAULTS = {
        CONSOLE_ADDRESS, "127.0.0.1:8080",
        NEO4J_URI, "",
        NEO4J_ADDRESS, "127.0.0.1:17687",
        NEO4J_USER, "neo4j",
        NEO4J_PASSWORD_FILE, "",
        KAFKA_BOOTSTRAP, "",
        KAFKA_ADDRESS, "127.0.0.1:19092",
        KAFKA_CONTROLLER_ADDRESS, "127.0.0.1:19093",
        KAFKA_CLIENT_FILE, "",
        STORE_FOLDER, "",
        CACHES_ENABLED, "true",
        CACHES_AFTER, "20",
        EDGE_ID, "edge-1",
        EDGE_NETNS, "",
        LABORATORY_ENABLED, "true",
        LABORATORY_PREFIX, "damson",
        LABORATORY_INVENTORY, "",
    };

    private static final String TEMPLATE = """
            # Settings of this Damson. Each line shows the default; take the # away to change it. The environment
            # overrides this file: %1$s is DAMSON_CONSOLE_ADDRESS. No secret belongs here, only paths of files.

            # Where the console listens.
            #console.address=127.0.0.1:8080

            # A Neo4j of your own, for example neo4j://graph.example:7687; without it one is started on neo4j.address.
            #neo4j.uri=
            #neo4j.user=neo4j
            #neo4j.password-file=
            #neo4j.address=127.0.0.1:17687

            # A Kafka of your own, for example kafka.example:9092, with a file of client settings (security.protocol,
            # sasl.…) for all, or for one process with kafka.client-file.director, .collector, .console, .<edge id>.
            # Without it one is started on kafka.address.
            #kafka.bootstrap=
            #kafka.client-file=
            #kafka.address=127.0.0.1:19092
            #kafka.controller-address=127.0.0.1:19093

            # Where captured packets and flows are kept; empty: the folder store beside this file.
            #store.folder=

            # Start-up caches of the JVM: about 400 MB, and half the time of a start. They are written at the lowest
            # priority, so many seconds after the first start, when the first pages have been seen.
            #caches.enabled=true
            #caches.after-seconds=20

            # The edge of this host and the network namespace that it guards; empty: this machine's own, or the
            # laboratory's where that is on.
            #edge.id=edge-1
            #edge.netns=

            # A small tenant network to try things out in, with demo accounts. Its namespaces begin with the prefix;
            # its inventory is a folder with a file <tenant>.yaml for each tenant, empty: the one of the examples.
            #laboratory.enabled=true
            #laboratory.prefix=damson
            #laboratory.inventory=
            """.formatted(CONSOLE_ADDRESS);

    private final Map<String, String> values;
    private final String source;

    private Configuration(Map<String, String> values, String source) {
        this.values = values;
        this.source = source;
    }

    /** Writes the commented file if there is none. */
    public static void createFile(DataFolder data, Account launcher) {
        try {
            if (Files.notExists(data.settingsFile())) {
                PrivateFiles.writePublic(data, data.settingsFile(), TEMPLATE, launcher);
            }
        } catch (IOException cause) {
            throw DataFolder.unchecked(cause);
        }
    }

    /** Defaults, then the file if there is one, then the environment. */
    public static Configuration read(DataFolder data, Map<String, String> environment) {
        var values = new TreeMap<String, String>();
        for (var index = 0; index < DEFAULTS.length; index += 2) {
            values.put(DEFAULTS[index], DEFAULTS[index + 1]);
        }
        var file = data.settingsFile();
        if (Files.exists(file)) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException cause) {
                throw new Refusal("cannot read the settings in \"%s\": %s".formatted(file, cause.getMessage()), cause);
            }
            properties
                    .stringPropertyNames()
                    .forEach(key -> values.put(key, properties.getProperty(key).strip()));
        }
        values.replaceAll(
                (key, value) -> environment.getOrDefault(variableOf(key), value).strip());
        return new Configuration(values, file.toString());
    }

    static String variableOf(String key) {
        return "DAMSON_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** A value that is not blank. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    public String text(String key) {
        return find(key).orElseThrow(() -> wrong(key, "given"));
    }

    public boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /** A time in whole seconds, at most an hour. */
    public Duration seconds(String key) {
        var value = text(key);
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) > MOST_SECONDS) {
            throw wrong(key, "a whole number of seconds up to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(Integer.parseInt(value));
    }

    /** A name of lower-case letters, digits and hyphens, as it becomes part of topics and of namespaces. */
    public String name(String key) {
        var name = text(key);
        if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw wrong(key, "lower-case letters, digits and hyphens, the first and the last no hyphen");
        }
        return name;
    }

    /** {@code host:port}, unresolved. */
    public InetSocketAddress address(String key) {
        var value = text(key);
        var colon = value.lastIndexOf(':');
        try {
            var port = Integer.parseInt(value.substring(colon + 1));
            if (colon > 0 && port > 0 && port <= 65_535) {
                return InetSocketAddress.createUnresolved(value.substring(0, colon), port);
            }
        } catch (NumberFormatException notAPort) {
            // Said below, in the same words as a port out of bounds.
        }
        throw wrong(key, "host:port");
    }

    private Refusal wrong(String key, String right) {
        return new Refusal("the setting \"%s\" is \"%s\", but must be %s: change it in \"%s\" or as %s"
                .formatted(key, values.getOrDefault(key, ""), right, source, variableOf(key)));
    }
}
