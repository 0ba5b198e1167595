package dev.damson.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
    private static final FileTime LATER = FileTime.from(Instant.parse("2040-01-01T00:00:00Z"));

    private Path built;
    private Staging staging;

    @BeforeEach
    void build(@TempDir Path folder) throws IOException {
        built = Files.createDirectories(folder.resolve("home/edge-runtime/target/dist/lib"));
        Files.writeString(built.resolve("edge.jar"), "one");
        Files.writeString(built.resolve("old.jar"), "old");
        staging = new Staging(folder.resolve("home"), new DataFolder(folder.resolve("data")));
    }

    @Test
    void copiesAreReadableByAllAndHaveTheTimeOfTheBuild() throws IOException {
        var staged = staging.stage("edge", "edge-runtime").resolve("edge.jar");

        assertThat(staged).hasContent("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staged)))
                .isEqualTo("rw-r--r--");
        assertThat(Files.getLastModifiedTime(staged)).isEqualTo(Files.getLastModifiedTime(built.resolve("edge.jar")));
    }

    @Test
    void aJarThatIsBuiltAnewWithTheSameBytesKeepsItsCopy() throws IOException {
        var before =
                Files.getLastModifiedTime(staging.stage("edge", "edge-runtime").resolve("edge.jar"));
        Files.setLastModifiedTime(built.resolve("edge.jar"), LATER);

        var staged = staging.stage("edge", "edge-runtime");

        assertThat(Files.getLastModifiedTime(staged.resolve("edge.jar"))).isEqualTo(before);
    }

    @Test
    void aChangedJarIsCopiedAndOneThatIsGoneIsRemoved() throws IOException {
        staging.stage("edge", "edge-runtime");
        Files.writeString(built.resolve("edge.jar"), "two");
        Files.setLastModifiedTime(built.resolve("edge.jar"), LATER);
        Files.delete(built.resolve("old.jar"));

        var staged = staging.stage("edge", "edge-runtime");

        assertThat(staged.resolve("edge.jar")).hasContent("two");
        assertThat(staged).isDirectoryNotContaining("glob:**old.jar");
    }

    @Test
    void whatIsNotBuiltIsRefused() {
        assertThatThrownBy(() -> staging.stage("collector", "tap-collector/store"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("collector is not built")
                .hasMessageContaining("tap-collector/store");
    }
}
