package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void formatPrintsChecksAndWrites() throws IOException {
        Path file = file(
                "t.yaml",
                "# a tier\nkind: Tier\napiVersion: damson.dev/v1\nmetadata: {domain: d, name: t}\nspec:\n  order: 1\n");
        String canonical =
                "apiVersion: damson.dev/v1\n# a tier\nkind: Tier\nmetadata: {name: t, domain: d}\nspec: {order: 1}\n";

        assertThat(run("format", file.toString())).isEqualTo(new Ran(0, canonical, ""));
        assertThat(run("format", "--check", file.toString())).isEqualTo(new Ran(1, file + "\n", ""));
        assertThat(run("format", "--write", file.toString())).isEqualTo(new Ran(0, file + "\n", ""));
        assertThat(Files.readString(file)).isEqualTo(canonical);
        assertThat(run("format", "--check", file.toString())).isEqualTo(new Ran(0, "", ""));
        assertThat(run("format", "--output", "json", file.toString()).out()).contains("\"kind\": \"List\"");
    }
}
