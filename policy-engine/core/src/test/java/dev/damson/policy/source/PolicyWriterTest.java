package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.random.RandomDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyWriterTest {
    private static final String RESOURCES = "src/test/resources/dev/damson/policy/source/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                RESOURCES + "everything.yaml",
                "../../examples/shop.yaml",
                "../../examples/laboratory/acme.yaml",
                "../../examples/laboratory/globex.yaml"
            })
    void whatIsWrittenReadsBackTheSame(String file) throws IOException {
        SourceResult first = PolicySource.read(file, Files.readAllBytes(Path.of(file)));
        assertThat(first.problems()).isEmpty();

        String yaml = PolicyWriter.yaml(first.policyObjects());
        SourceResult fromYaml = PolicySource.read("canonical.yaml", yaml);
        assertThat(fromYaml.problems()).isEmpty();
        assertThat(fromYaml.policyObjects()).isEqualTo(first.policyObjects());
        assertThat(PolicyWriter.yaml(fromYaml.policyObjects())).isEqualTo(yaml);

        SourceResult fromJson = PolicySource.read("canonical.json", PolicyWriter.json(first.policyObjects()));
        assertThat(fromJson.problems()).isEmpty();
        assertThat(fromJson.policyObjects()).isEqualTo(first.policyObjects());
    }

    @Test
    void canonicalFormIsTheGoldenOne() throws IOException {
        String file = RESOURCES + "everything.yaml";
        String yaml = PolicyWriter.yaml(
                PolicySource.read(file, Files.readAllBytes(Path.of(file))).policyObjects());

        Golden.check("everything.canonical.yaml", yaml);
    }

    /** Of random domains those objects that a file may hold. */
    @Test
    void randomObjectsReadBackTheSame() {
        int sound = 0;
        for (long seed = 1; seed <= 40; seed++) {
            for (var object : RandomDomain.of(seed).policies().objects()) {
                SourceResult read = PolicySource.read("random.yaml", PolicyWriter.yaml(object));
                if (!read.hasErrors()) {
                    sound++;
                    String yaml = PolicyWriter.yaml(read.policyObjects());
                    String json = PolicyWriter.json(read.policyObjects());
                    assertThat(PolicySource.read("again.yaml", yaml).policyObjects())
                            .as(yaml)
                            .isEqualTo(read.policyObjects());
                    assertThat(PolicySource.read("again.json", json).policyObjects())
                            .as(json)
                            .isEqualTo(read.policyObjects());
                    assertThat(PolicyFormat.format(yaml)).isEqualTo(yaml);
                }
            }
        }
        assertThat(sound).isGreaterThan(400);
    }
}
