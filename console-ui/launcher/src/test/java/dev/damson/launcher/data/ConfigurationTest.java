package dev.damson.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private final Account self = Account.ofThisProcess();
    private DataFolder data;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        data = new DataFolder(folder.resolve("data"));
        data.prepare(self, self);
    }

    @Test
    void theCreatedFileChangesNothingAndShowsEveryDefault() throws IOException {
        var defaults = Configuration.read(data, Map.of()).values();
        Configuration.createFile(data, self);

        assertThat(Configuration.read(data, Map.of()).values()).isEqualTo(defaults);
        var shown = Files.readAllLines(data.settingsFile());
        assertThat(defaults).allSatisfy((key, value) -> assertThat(shown).contains("#" + key + "=" + value));
    }

    @Test
    void theFileOfThePersonIsKept() throws IOException {
        Files.writeString(data.settingsFile(), "console.address=127.0.0.1:9090\n");
        Configuration.createFile(data, self);

        assertThat(Configuration.read(data, Map.of()).address("console.address").getPort())
                .isEqualTo(9090);
    }

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        Files.writeString(data.settingsFile(), "kafka.bootstrap=one.example:9092\n");

        var configuration = Configuration.read(data, Map.of("DAMSON_KAFKA_BOOTSTRAP", "two.example:9092"));

        assertThat(configuration.text("kafka.bootstrap")).isEqualTo("two.example:9092");
    }

    @ParameterizedTest
    @CsvSource({
        "DAMSON_CONSOLE_ADDRESS, console.address, 8080, host:port",
        "DAMSON_CONSOLE_ADDRESS, console.address, localhost:0, host:port",
        "DAMSON_CONSOLE_ADDRESS, console.address, localhost:70000, host:port",
        "DAMSON_LABORATORY_ENABLED, laboratory.enabled, yes, true or false",
        "DAMSON_EDGE_ID, edge.id, Edge_1, lower-case letters"
    })
    void aWrongValueIsShownWithWhatWouldBeRight(String variable, String key, String value, String right) {
        var configuration = Configuration.read(data, Map.of(variable, value));

        assertThatThrownBy(() -> {
                    switch (key) {
                        case "console.address" -> configuration.address(key);
                        case "laboratory.enabled" -> configuration.flag(key);
                        default -> configuration.name(key);
                    }
                })
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"" + key + "\" is \"" + value + "\"")
                .hasMessageContaining(right)
                .hasMessageContaining(variable);
    }

    @Test
    void theDataFolderIsTheGivenOne() {
        assertThat(DataFolder.resolve(Map.of("DAMSON_DATA", "/a/b"), self).root())
                .isEqualTo(Path.of("/a/b"));
    }

    @Test
    void tooLittleSpaceIsSaidInMegabytes() {
        assertThatThrownBy(() -> data.requireSpace(5 << 20))
                .isInstanceOf(Refusal.class)
                .hasMessage("only 5 MB are free in the data folder \"%s\", at least 1024 MB are needed"
                        .formatted(data.root()));
    }

    @Test
    void aNameThatWouldBreakAClassPathIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> new DataFolder(folder.resolve("a:b")).prepare(self, self))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a:b")
                .hasMessageContaining("use letters, digits");
    }

    @Test
    void aFolderOfAnotherUserIsRefused(@TempDir Path folder) {
        var other = new Account("other", self.uid() + 1, self.gid(), false);

        assertThatThrownBy(() -> new DataFolder(folder).prepare(other, other))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("belongs to another user (uid %d)".formatted(self.uid()));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new DataFolder(file.resolve("data")).prepare(self, self))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file.resolve("data").toString())
                .hasMessageContaining("DAMSON_DATA");
    }
}
