package dev.damson.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Neo4j and the real Kafka, started, stopped, killed and started again on the same data. */
@Tag("server")
class ServersTest {
    @TempDir
    Path folder;

    @BeforeEach
    void letOtherUsersIn() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void startStopAndComeBackAfterAKill() throws Exception {
        try (var home =
                FakeHome.create(Files.createDirectory(folder.resolve("home"))).withServers()) {
            startKillStartAndStop(home, folder.resolve("data"), RunningLauncher.withOwnServers());
        }
    }

    private static void startKillStartAndStop(FakeHome home, Path data, Map<String, String> environment)
            throws Exception {
        List<ProcessIdentity> killed;
        try (var up = RunningLauncher.start(home, data, environment, "up").awaitUp()) {
            assertThat(up.output()).contains("neo4j        ready after", "kafka        ready after");
            requireNoSecretInCommandLines(up, data);
            killed = up.children();
            up.process().destroyForcibly();
            up.awaitEnd();
        }
        try (var up = RunningLauncher.start(home, data, environment, "up").awaitUp()) {
            assertThat(killed).noneMatch(ProcessIdentity::isAlive);
            var children = up.children();
            up.process().destroy();
            up.awaitEnd();
            assertThat(children).noneMatch(ProcessIdentity::isAlive);
            assertThat(up.output()).contains("stopped").doesNotContain("died");
        }
    }

    private static void requireNoSecretInCommandLines(RunningLauncher up, Path data) throws Exception {
        var secrets = List.of(
                Files.readString(data.resolve("secrets/neo4j-password")).strip(),
                Files.readString(data.resolve("secrets/kafka-admin.password")).strip(),
                Files.readString(data.resolve("secrets/kafka-director.password"))
                        .strip());
        for (var server : List.of("neo4j", "kafka")) {
            var process = Path.of("/proc/" + up.child(server).pid());
            assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain(secrets);
            assertThat(Files.readString(process.resolve("environ"))).doesNotContain(secrets);
            assertThat(Files.readString(data.resolve("log").resolve(server + ".log")))
                    .doesNotContain(secrets);
        }
    }
}
