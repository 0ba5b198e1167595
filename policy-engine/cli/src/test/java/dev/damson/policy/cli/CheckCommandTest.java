package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.ACME;
import static dev.damson.policy.cli.Cli.SHOP;
import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theReferenceFileIsFine() {
        assertThat(run("check", "--complete", SHOP, ACME))
                .isEqualTo(new Ran(0, "", "22 objects, 0 errors, 0 warnings\n"));
    }

    @Test
    void problemsArePrintedWithTheirPlaces() throws IOException {
        Path file = file(
                "t.yaml", "apiVersion: damson.dev/v1\nkind: Tier\nmetadata: {name: t, domain: d}\nspec: {ordr: 1}\n");

        Ran text = run("check", folder.toString());
        Ran json = run("check", "--output", "json", file.toString());

        assertThat(text)
                .isEqualTo(new Ran(
                        1,
                        file + ":4:7: error: order is missing (Tier \"t\")\n" + file
                                + ":4:8: error: unknown field \"ordr\" (Tier \"t\"): did you mean \"order\"?\n",
                        "1 object, 2 errors, 0 warnings\n"));
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out()).contains("""
                    {
                      "severity": "error",
                      "file": "%s",
                      "line": 4,
                      "column": 8,
                      "path": "spec.ordr",
                      "value": "ordr",
                      "message": "unknown field \\"ordr\\" (Tier \\"t\\")",
                      "expected": "did you mean \\"order\\"?"
                    }
                """.formatted(file));
    }

    @Test
    void warningsAreErrorsOnlyIfAsked() throws IOException {
        Path file = file("g.yaml", """
                apiVersion: damson.dev/v1
                kind: Group
                metadata: {name: g, domain: shop}
                spec: {cidrs: [{cidr: 10.1.0.0/16}]}
                """);

        assertThat(run("check", ACME, file.toString()).code()).isZero();
        assertThat(run("check", "--strict", ACME, file.toString()).code()).isEqualTo(1);
    }

    @Test
    void whatIsFarTooLargeIsNotEvenRead() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'#'}), 80L << 20);
        }

        Ran ran = run("check", file.toString());

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("it has 83886081 bytes, far more than a policy file may have");
    }

    @Test
    void rulesThatDoNothingAreNamed() throws IOException {
        String policy = Files.readString(Path.of(SHOP));
        Path changed = file("shop.yaml", policy.replace("    - name: web-to-app\n", """
                                    - name: web-anywhere
                                      action: deny
                                      from: [{group: web}]
                                      to: [{group: app}]
                                      services: [{protocol: TCP}]
                                    - name: web-to-app
                                """));

        Ran text = run("check", "--complete", changed.toString(), ACME);
        Ran json = run("check", "--complete", changed.toString(), ACME, "--output", "json");

        assertThat(text.code()).isZero();
        assertThat(text.out())
                .isEqualTo(changed + ":80:13: warning: rule \"web-to-app\" never decides: whatever fits it is decided"
                        + " before (three-tiers/web-anywhere)\n");
        assertThat(json.out()).contains("\"line\": 80").contains("\"path\": \"spec.rules[2].name\"");
    }
}
