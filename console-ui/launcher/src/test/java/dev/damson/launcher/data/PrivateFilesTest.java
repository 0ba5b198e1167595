package dev.damson.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    private final Account self = Account.ofThisProcess();

    @TempDir
    Path folder;

    private DataFolder data;

    @BeforeEach
    void prepare() {
        data = new DataFolder(folder.resolve("data"));
        data.prepare(self, self);
    }

    @Test
    void aFileReplacesALinkInsteadOfFollowingIt() throws IOException {
        var victim = Files.writeString(folder.resolve("victim"), "untouched");
        var place = Files.createSymbolicLink(data.secrets().resolve("token"), victim);

        PrivateFiles.write(data, place, "secret", self);

        assertThat(victim).hasContent("untouched");
        assertThat(place).isRegularFile().hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rw-------");
    }

    @Test
    void deletingATreeLeavesAloneWhatLinksPointTo() throws IOException {
        var victim = Files.createDirectory(folder.resolve("victim"));
        Files.createFile(victim.resolve("file"));
        var tree = Files.createDirectories(data.of("neo4j").resolve("a/b"));
        Files.createFile(tree.resolve("file"));
        Files.createSymbolicLink(tree.resolve("link"), victim);

        PrivateFiles.deleteTree(data.of("neo4j"));
        PrivateFiles.deleteTree(data.of("neo4j"));

        assertThat(data.of("neo4j")).doesNotExist();
        assertThat(victim.resolve("file")).exists();
    }

    @Test
    void nothingUnfinishedIsLeft() throws IOException {
        PrivateFiles.write(data, data.secrets().resolve("token"), "secret", self);

        assertThat(data.run()).isEmptyDirectory();
    }
}
