package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("../../examples");

    @ParameterizedTest
    @CsvSource({"shop.yaml, 13", "laboratory/acme.yaml, 9", "laboratory/globex.yaml, 8"})
    void exampleIsReadWhole(String file, int objects) throws IOException {
        SourceResult result = PolicySource.read(file, Files.readAllBytes(EXAMPLES.resolve(file)));

        assertThat(result.problems()).isEmpty();
        assertThat(result.objects()).hasSize(objects).allMatch(SourceObject::sound);
    }
}
