package dev.damson.console.inspect;

import dev.damson.console.place.DomainRef;
import dev.damson.director.Actor;
import dev.damson.tap.live.LiveTail;
import dev.damson.tap.live.TailCounts;
import dev.damson.tap.live.TailListener;
import dev.damson.tap.live.TailRequest;
import dev.damson.tap.live.TailState;
import dev.damson.tap.names.KafkaNames;
import dev.damson.wire.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Packets straight from Kafka. Connects when the first tail is opened. */
@Component
class KafkaTails implements Tails, DisposableBean {
    /** Enough to see what just happened, little enough to be there at once. */
    private static final Duration BEFORE_NOW = Duration.ofMinutes(2);

    private final Settings settings;
    private @Nullable KafkaNames names;

    KafkaTails(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Tail open(Actor actor, DomainRef domain, Optional<String> tap, TailListener listener) {
        actor.mustRead(domain.tenant());
        var request =
                TailRequest.ofTenant(domain.tenant()).ofDomain(domain.domain()).since(BEFORE_NOW);
        var wanted = tap.map(request::ofTap).orElse(request);
        return new Following(LiveTail.open(client(), wanted, names(), listener));
    }

    @Override
    public synchronized void destroy() {
        if (names != null) {
            names.close();
            names = null;
        }
    }

    private synchronized KafkaNames names() {
        if (names == null) {
            names = new KafkaNames(client());
        }
        return names;
    }

    private Properties client() {
        var file = settings.path("kafka.client-file.console");
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read Kafka's client file \"" + file + "\"", failed);
        }
        properties.setProperty("bootstrap.servers", settings.text("kafka.bootstrap"));
        return properties;
    }

    private record Following(LiveTail tail) implements Tail {
        @Override
        public TailState state() {
            return tail.state();
        }

        @Override
        public TailCounts counts() {
            return tail.counts();
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
