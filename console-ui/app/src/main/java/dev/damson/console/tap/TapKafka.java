package dev.damson.console.tap;

import dev.damson.tap.names.KafkaNames;
import dev.damson.tap.names.Names;
import dev.damson.tap.names.RevisionNames;
import dev.damson.wire.settings.Settings;
import dev.damson.wire.signature.TrustedKey;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the console reads Kafka: with rights of its own, which are to read. The names of domains are followed once for all. */
@Component
class TapKafka implements Names {
    private final Settings settings;
    private @Nullable KafkaNames names;

    TapKafka(Settings settings) {
        this.settings = settings;
    }

    /** Client settings, a copy. */
    Properties client() {
        var properties = new Properties();
        settings.findPath("kafka.client-file.console").ifPresent(file -> load(properties, file));
        properties.setProperty("bootstrap.servers", settings.text("kafka.bootstrap"));
        return properties;
    }

    private static void load(Properties properties, Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read Kafka's client file \"" + file + "\"", failed);
        }
    }

    @Override
    public Optional<RevisionNames> find(String tenant, String domain, long revision) {
        return followed().find(tenant, domain, revision);
    }

    /** Begins at the first question, so that a console that nobody asks keeps no connection. */
    private synchronized KafkaNames followed() {
        var known = names;
        if (known == null) {
            known = new KafkaNames(client(), TrustedKey.read(settings.path("director.trust-file")));
            names = known;
        }
        return known;
    }

    @PreDestroy
    synchronized void close() {
        if (names != null) {
            names.close();
        }
    }
}
