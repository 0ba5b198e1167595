package dev.damson.director.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.wire.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordMainTest {
    @TempDir
    Path folder;

    @Test
    void aPasswordFileThatIsNotThereIsNamed() throws IOException {
        var settings = settings();
        Files.delete(settings.path("neo4j.password-file"));
        var outcome = PasswordMain.run(new String[] {"alice"}, new StringReader("a-new-password\n"), settings);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.sentence()).contains(settings.text("neo4j.password-file"));
    }

    @Test
    void theAccountAndThePasswordAreAskedFor() throws IOException {
        assertThat(PasswordMain.run(new String[] {}, new StringReader("x\n"), settings())
                        .code())
                .isEqualTo(2);
        assertThat(PasswordMain.run(new String[] {"alice"}, new StringReader(""), settings())
                        .code())
                .isEqualTo(2);
    }

    private Settings settings() throws IOException {
        var file = Files.writeString(folder.resolve("password"), "secret-secret\n");
        return Settings.of(Map.of("neo4j.uri", "bolt://127.0.0.1:1", "neo4j.password-file", file.toString()));
    }
}
