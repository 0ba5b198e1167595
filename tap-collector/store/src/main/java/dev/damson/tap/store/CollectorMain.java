package dev.damson.tap.store;

import dev.damson.tap.names.KafkaNames;
import dev.damson.tap.store.collect.Collector;
import dev.damson.tap.store.collect.Retention;
import dev.damson.tap.store.collect.TemporaryFiles;
import dev.damson.tap.store.finding.FindingWatch;
import dev.damson.tap.store.merge.Merger;
import dev.damson.wire.settings.Settings;
import dev.damson.wire.settings.SettingsException;
import dev.damson.wire.signature.KeyException;
import dev.damson.wire.signature.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** {@code damson collector}: writes tapped packets and flow events to the capture store until it is ended. */
public final class CollectorMain {
    private static final int DEFAULT_DAYS = 7;
    private static final int MOST_DAYS = 3650;
    /** Of one tenant, so that one cannot fill the disk for all. */
    private static final int DEFAULT_MEGABYTES = 20_000;

    private static final int MOST_MEGABYTES = 100_000_000;
    private static final Duration ENDING = Duration.ofSeconds(10);

    private CollectorMain() {}

    public static void main(String[] arguments) {
        try {
            collect(Settings.load());
        } catch (SettingsException | KeyException | IOException | SQLException failed) {
            System.err.println("damson collector: " + failed.getMessage());
            System.exit(1);
        }
    }

    private static void collect(Settings settings) throws IOException, SQLException {
        var store = settings.path("store.folder");
        var client = client(settings);
        var days = settings.number("store.retention-days", DEFAULT_DAYS, 1, MOST_DAYS);
        long megabytes = settings.number("store.tenant-megabytes", DEFAULT_MEGABYTES, 16, MOST_MEGABYTES);
        TemporaryFiles.clean(Path.of(System.getProperty("java.io.tmpdir")));
        var main = Thread.currentThread();
        try (var names = new KafkaNames(client, TrustedKey.read(settings.path("director.trust-file")));
                var retention = new Retention(store, Duration.ofDays(days), megabytes << 20);
                var merger = new Merger(store);
                var watch = new FindingWatch(store)) {
            retention.start();
            merger.start();
            watch.start();
            var collector = new Collector(store, client, names);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(collector, main)));
            if (collector.connect()) {
                System.out.println("ready");
            }
            collector.run();
        }
    }

    /** What was gathered is written before the process ends. */
    private static void end(Collector collector, Thread main) {
        collector.close();
        try {
            main.join(ENDING);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Properties client(Settings settings) throws IOException {
        var properties = new Properties();
        var file = settings.findPath("kafka.client-file.collector");
        if (file.isPresent()) {
            try (var reader = Files.newBufferedReader(file.get())) {
                properties.load(reader);
            }
        }
        properties.setProperty("bootstrap.servers", settings.text("kafka.bootstrap"));
        return properties;
    }
}
