package dev.damson.wire.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource({
        "neo4j.uri, DAMSON_NEO4J_URI",
        "neo4j.password-file, DAMSON_NEO4J_PASSWORD_FILE",
        "kafka.client-file.edge-1, DAMSON_KAFKA_CLIENT_FILE_EDGE_1"
    })
    void everyKeyHasAVariable(String key, String variable) {
        assertThat(Settings.variableOf(key)).isEqualTo(variable);
    }

    @Test
    void theEnvironmentOverridesTheFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("damson.properties"), "store.folder=/a\nedge.id=edge-1\n");
        var settings = Settings.read(file, Map.of("DAMSON_STORE_FOLDER", "/b"));
        assertThat(settings.path("store.folder")).isEqualTo(Path.of("/b"));
        assertThat(settings.values()).containsExactly(Map.entry("edge.id", "edge-1"), Map.entry("store.folder", "/b"));
    }

    @Test
    void aBlankOverrideTakesTheSettingAway() {
        var settings = Settings.of(Map.of("edge.netns", "damson-host"), Map.of("DAMSON_EDGE_NETNS", ""));
        assertThat(settings.find("edge.netns")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamedWithBothPlacesToGiveIt() {
        assertThatThrownBy(() -> Settings.of(Map.of()).text("kafka.bootstrap"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("the setting \"kafka.bootstrap\" is missing: give it in the settings file"
                        + " or as DAMSON_KAFKA_BOOTSTRAP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", ":8080", "localhost:", "localhost:70000", "localhost:http", "::1:8080"})
    void anAddressNeedsHostAndPort(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("console.address", value)).address("console.address", "x:1"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("\"" + value + "\"")
                .hasMessageContaining("host:port");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8080, 127.0.0.1, 8080", "[::1]:80, ::1, 80", "console.example:443, console.example, 443"})
    void anAddressIsReadUnresolved(String value, String host, int port) {
        var address = Settings.of(Map.of("console.address", value)).address("console.address", "x:1");
        assertThat(address.isUnresolved()).isTrue();
        assertThat(address.getHostString()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "ten", "99999999999"})
    void aNumberStaysWithinItsBounds(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("n", value)).number("n", 5, 1, 10))
                .hasMessageContaining("\"" + value + "\"")
                .hasMessageContaining("from 1 to 10");
    }

    @Test
    void aFlagIsTrueOrFalseOnly() {
        assertThat(Settings.of(Map.of()).flag("laboratory.enabled", true)).isTrue();
        assertThat(Settings.of(Map.of("laboratory.enabled", "FALSE")).flag("laboratory.enabled", true))
                .isFalse();
        assertThatThrownBy(
                        () -> Settings.of(Map.of("laboratory.enabled", "yes")).flag("laboratory.enabled", true))
                .hasMessageContaining("\"yes\", but must be true or false");
    }

    @Test
    void anUnreadableFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> Settings.read(folder.resolve("none"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(folder.resolve("none").toString());
    }
}
