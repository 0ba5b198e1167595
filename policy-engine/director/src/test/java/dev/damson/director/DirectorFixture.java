package dev.damson.director;

import dev.damson.director.command.Outcome;
import dev.damson.director.publish.KafkaAccess;
import dev.damson.topology.LocalNeo4j;
import dev.damson.topology.people.Role;
import dev.damson.wire.settings.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole director with the laboratory's inventory, over the Neo4j and the Kafka of this JVM. */
public final class DirectorFixture {
    public static final Actor PLATFORM = new Actor("platform", Optional.empty(), Set.of(Role.PLATFORM_ADMIN));
    public static final Actor ALICE =
            new Actor("alice", Optional.of("acme"), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER));
    public static final Actor ANA = new Actor("ana", Optional.of("acme"), Set.of(Role.ANALYST, Role.PAYLOAD_READER));
    public static final Actor GIL = new Actor("gil", Optional.of("globex"), Set.of(Role.TENANT_ADMIN));

    private DirectorFixture() {}

    /** Settings as the launcher writes them, with their files in the folder. */
    public static Settings settings(Path folder) {
        var neo4j = LocalNeo4j.shared();
        var kafka = LocalKafka.shared();
        try {
            var secrets = Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(
                    secrets.resolve("demo-accounts"),
                    "platform:password-of-platform\nalice:password-of-alice\nana:password-of-ana\ngil:password-of-gil\n");
            var client = new StringWriter();
            kafka.client("director").store(client, null);
            return Settings.of(Map.ofEntries(
                    Map.entry("neo4j.uri", neo4j.uri().toString()),
                    Map.entry("neo4j.user", neo4j.user()),
                    Map.entry(
                            "neo4j.password-file",
                            Files.writeString(secrets.resolve("neo4j"), neo4j.password() + "\n")
                                    .toString()),
                    Map.entry("kafka.bootstrap", kafka.bootstrap()),
                    Map.entry(
                            "kafka.client-file.director",
                            Files.writeString(secrets.resolve("kafka-director.properties"), client.toString())
                                    .toString()),
                    Map.entry("director.key-file", TestKeys.sharedKeyFile().toString()),
                    Map.entry("edge.id", "edge-1"),
                    Map.entry("underlay.addresses", "edge-1=192.0.2.1, edge-2=192.0.2.2"),
                    Map.entry("laboratory.enabled", "true"),
                    Map.entry(
                            "laboratory.inventory",
                            examples().resolve("laboratory").toString()),
                    Map.entry("secrets.folder", secrets.toString())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The reference file. */
    public static SourceFile shop() {
        try {
            return new SourceFile("shop.yaml", Files.readString(examples().resolve("shop.yaml")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static List<SourceFile> file(String text) {
        return List.of(new SourceFile("test.yaml", text));
    }

    public static KafkaAccess kafka() {
        return new KafkaAccess(LocalKafka.shared().client("director"));
    }

    /** What a command did, which must have succeeded. */
    public static Outcome.Done done(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done;
        }
        throw new AssertionError(outcome.toString());
    }

    private static Path examples() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("examples/laboratory"))) {
                return folder.resolve("examples");
            }
        }
        throw new IllegalStateException("the examples are not above the working folder");
    }
}
