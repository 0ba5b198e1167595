package dev.damson.tap.store.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.director.LocalKafka;
import dev.damson.tap.names.Names;
import dev.damson.tap.store.CollectorMain;
import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka acknowledged is in the store once, whatever happens to the collector. */
@Tag("server")
class ExactlyOnceTest {
    @TempDir
    Path folder;

    @Test
    void aCollectorThatIsKilledAgainAndAgainLosesAndRepeatsNothing() throws Exception {
        var kafka = LocalKafka.shared();
        var store = folder.resolve("store");
        try (var packets = new NumberedPackets(kafka, "killed")) {
            for (int round = 0; round < 3; round++) {
                packets.send(40, 5);
                int segments = segments(store);
                var collector = start(kafka, store, "killed-group");
                try {
                    Await.until("a segment in round " + round, () -> segments(store) > segments);
                    packets.send(20, 5);
                } finally {
                    collector.destroyForcibly().waitFor();
                }
                Files.createDirectories(store.resolve("killed/data/unpublished-" + round));
                Files.writeString(store.resolve("killed/data/unpublished-" + round + "/packets.pcapng"), "cut");
            }
            var collector = start(kafka, store, "killed-group");
            try {
                Await.until("everything", () -> packets.stored(store).size() >= packets.sent());
            } finally {
                collector.destroy();
                collector.waitFor();
            }
            assertExactlyOnce(packets, store);
        }
    }

    @Test
    void aWriterThatWasOvertakenPublishesNothing() throws Exception {
        var kafka = LocalKafka.shared();
        var store = folder.resolve("store");
        try (var packets = new NumberedPackets(kafka, "overtaken")) {
            // Two groups know nothing of each other: both read everything and both want to write it.
            packets.send(50, 3);
            var first = new Collector(store, client(kafka, "overtaken-one"), Names.NONE);
            var second = new Collector(store, client(kafka, "overtaken-two"), Names.NONE);
            var threads = List.of(
                    Thread.ofPlatform().start(first::run), Thread.ofPlatform().start(second::run));
            try {
                Await.until("the first packets", () -> packets.stored(store).size() >= packets.sent());
                packets.send(50, 3);
                Await.until("the second packets", () -> packets.stored(store).size() >= packets.sent());
            } finally {
                first.close();
                second.close();
                for (var thread : threads) {
                    thread.join();
                }
            }
            assertExactlyOnce(packets, store);
        }
    }

    @Test
    void aCollectorThatSleptWhileAnotherTookOverRepeatsNothing() throws Exception {
        var kafka = LocalKafka.shared();
        var store = folder.resolve("store");
        try (var packets = new NumberedPackets(kafka, "slept")) {
            packets.send(40, 5);
            var sleeper = start(kafka, store, "slept-group");
            Process successor = null;
            try {
                Await.until("the first packets", () -> !packets.stored(store).isEmpty());
                packets.send(20, 5);
                signal(sleeper, "STOP");
                packets.send(20, 5);
                successor = start(kafka, store, "slept-group");
                Await.until("the successor", () -> packets.stored(store).size() >= packets.sent());
                packets.send(20, 5);
                signal(sleeper, "CONT");
                packets.send(20, 5);
                Await.until("everything", () -> packets.stored(store).size() >= packets.sent());
            } finally {
                signal(sleeper, "CONT");
                end(sleeper);
                if (successor != null) {
                    end(successor);
                }
            }
            assertExactlyOnce(packets, store);
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** What it still had to say it says before it ends. */
    private static void end(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static void assertExactlyOnce(NumberedPackets packets, Path store) throws IOException {
        assertThat(packets.stored(store).stream().sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, packets.sent()).boxed().toList());
    }

    private static int segments(Path store) throws IOException {
        return new TenantFolder(store, "killed").segments().size();
    }

    private static Properties client(LocalKafka kafka, String group) {
        var client = kafka.client("director");
        client.setProperty("group.id", group);
        client.setProperty("session.timeout.ms", "6000");
        return client;
    }

    /** A director's, who publishes no names here. */
    private Path publicKey() throws IOException {
        try {
            var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
            return Files.writeString(
                    folder.resolve("director.pem"),
                    "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                            .formatted(Base64.getEncoder().encodeToString(key.getEncoded())));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", impossible);
        }
    }

    /** The collector's own process, which can be killed as one. */
    private Process start(LocalKafka kafka, Path store, String group) throws IOException {
        var properties = folder.resolve("client.properties");
        try (var writer = Files.newBufferedWriter(properties)) {
            client(kafka, group).store(writer, null);
        }
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                CollectorMain.class.getName());
        process.environment().put("DAMSON_DIRECTOR_TRUST_FILE", publicKey().toString());
        process.environment().put("DAMSON_STORE_FOLDER", store.toString());
        process.environment().put("DAMSON_KAFKA_BOOTSTRAP", kafka.bootstrap());
        process.environment().put("DAMSON_KAFKA_CLIENT_FILE_COLLECTOR", properties.toString());
        return process.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("collector.log").toFile()))
                .start();
    }
}
