package dev.damson.wire.settings;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one process. A key is a lower-case dotted name such as {@code kafka.bootstrap}; the environment
 * variable {@code DAMSON_KAFKA_BOOTSTRAP} overrides it. A blank value is the same as no value, so that an override can
 * also take a setting away.
 *
 * <p>Immutable. The methods that must have a value throw {@link SettingsException}.
 */
public final class Settings {
    /** The system property with the path of the settings file. */
    public static final String FILE_PROPERTY = "damson.settings";

    private static final int HIGHEST_PORT = 65_535;

    private final SortedMap<String, String> values;
    private final Map<String, String> environment;
    private final String source;

    private Settings(SortedMap<String, String> values, Map<String, String> environment, String source) {
        this.values = values;
        this.environment = environment;
        this.source = source;
    }

    /** This process's settings: the file that {@value #FILE_PROPERTY} names, if it is set, under the environment. */
    public static Settings load() {
        var file = System.getProperty(FILE_PROPERTY);
        return file == null || file.isBlank()
                ? new Settings(new TreeMap<>(), System.getenv(), "the settings file")
                : read(Path.of(file), System.getenv());
    }

    /** The settings of a file in the format of {@link Properties} (UTF-8), under the given environment. */
    public static Settings read(Path file, Map<String, String> environment) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException cause) {
            throw new SettingsException("cannot read the settings file \"%s\": %s".formatted(file, cause), cause);
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new Settings(values, Map.copyOf(environment), "\"" + file + "\"");
    }

    /** Settings from memory with no environment, for tests and for composing a settings file. */
    public static Settings of(Map<String, String> values) {
        return of(values, Map.of());
    }

    /** Settings from memory under the given environment. */
    public static Settings of(Map<String, String> values, Map<String, String> environment) {
        return new Settings(new TreeMap<>(values), Map.copyOf(environment), "the settings file");
    }

    /** The environment variable that overrides a key: {@code kafka.client-file.edge-1} is {@code DAMSON_KAFKA_CLIENT_FILE_EDGE_1}. */
    public static String variableOf(String key) {
        return "DAMSON_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value, trimmed, if there is one that is not blank. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(raw(key)).map(String::trim).filter(value -> !value.isEmpty());
    }

    public String text(String key) {
        return find(key).orElseThrow(() -> missing(key));
    }

    public String text(String key, String otherwise) {
        return find(key).orElse(otherwise);
    }

    public Path path(String key) {
        return Path.of(text(key));
    }

    public Optional<Path> findPath(String key) {
        return find(key).map(Path::of);
    }

    /** {@code true} or {@code false}, nothing else. */
    public boolean flag(String key, boolean otherwise) {
        return switch (text(key, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /** A whole number within the bounds, both included. */
    public int number(String key, int otherwise, int lowest, int highest) {
        try {
            var number = Integer.parseInt(text(key, Integer.toString(otherwise)));
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, in the same words as a number out of bounds.
        }
        throw wrong(key, "a whole number from %d to %d".formatted(lowest, highest));
    }

    /** {@code host:port} or {@code [v6 address]:port}, unresolved. */
    public InetSocketAddress address(String key, String otherwise) {
        var value = text(key, otherwise);
        var colon = value.lastIndexOf(':');
        var host = colon < 0 ? "" : value.substring(0, colon);
        var bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            var port = Integer.parseInt(value.substring(colon + 1));
            if (!host.isEmpty() && (bracketed || host.indexOf(':') < 0) && port >= 0 && port <= HIGHEST_PORT) {
                return InetSocketAddress.createUnresolved(host, port);
            }
        } catch (NumberFormatException notAPort) {
            // Said below, in the same words as a port out of bounds.
        }
        throw wrong(key, "host:port with a port from 0 to " + HIGHEST_PORT);
    }

    /** Every key of the file with its value after overriding, in order; keys that only the environment knows are not listed. */
    public SortedMap<String, String> values() {
        var all = new TreeMap<String, String>();
        values.keySet().forEach(key -> find(key).ifPresent(value -> all.put(key, value)));
        return all;
    }

    private @Nullable String raw(String key) {
        var override = environment.get(variableOf(key));
        return override != null ? override : values.get(key);
    }

    private SettingsException missing(String key) {
        return new SettingsException(
                "the setting \"%s\" is missing: give it in %s or as %s".formatted(key, source, variableOf(key)));
    }

    private SettingsException wrong(String key, String right) {
        return new SettingsException("the setting \"%s\" is \"%s\", but must be %s (from %s or %s)"
                .formatted(key, find(key).orElse(""), right, source, variableOf(key)));
    }
}
