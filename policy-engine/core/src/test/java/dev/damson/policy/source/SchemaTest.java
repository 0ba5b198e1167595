package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.damson.policy.model.PolicyObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader agree on what a document looks like. */
class SchemaTest {
    private static final String EVERYTHING = "src/test/resources/dev/damson/policy/source/everything.yaml";
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            String text =
                    Files.readString(Path.of("src/main/resources/dev/damson/policy/source/damson-v1.schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> complaints(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVERYTHING,
                "../../examples/shop.yaml",
                "../../examples/laboratory/acme.yaml",
                "../../examples/laboratory/globex.yaml"
            })
    void whatTheReaderTakesTheSchemaTakes(String file) throws IOException {
        for (PolicyObject object :
                PolicySource.read(file, Files.readAllBytes(Path.of(file))).policyObjects()) {
            assertThat(complaints(PolicyWriter.json(object)))
                    .as(object.key().toString())
                    .isEmpty();
        }
    }

    /** A change of the written text that makes some object wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"order\": 500          | \"order\": 0",
                "\"order\": 500          | \"ordre\": 500",
                "\"kind\": \"Tier\"      | \"kind\": \"Teir\"",
                "damson.dev/v1           | damson.dev/v2",
                "\"group\": \"web\"      | \"group\": \"Web\"",
                "\"any\": true           | \"any\": false",
                "\"any\": true           | \"any\": true, \"external\": true",
                "\"protocol\": 47        | \"protocol\": 470",
                "\"port\": 80            | \"port\": 70000",
                "\"action\": \"allow\"   | \"action\": \"alow\"",
                "\"action\": \"allow\"   | \"action\": \"deny\"",
                "\"code\": 4             | \"code\": 256",
                "\"retention\": \"7d\"   | \"retention\": \"7 days\"",
                "\"direction\": \"ingress\" | \"direction\": \"in\"",
                "\"operator\": \"Exists\" | \"operator\": \"In\"",
                "\"onFailure\": \"open\" | \"onFailure\": \"opened\"",
                "\"forwarding\": \"routed\" | \"forwarding\": \"nat\"",
            })
    void whatTheReaderRefusesTheSchemaRefuses(String right, String wrong) throws IOException {
        for (PolicyObject object : PolicySource.read(EVERYTHING, Files.readAllBytes(Path.of(EVERYTHING)))
                .policyObjects()) {
            String json = PolicyWriter.json(object);
            if (json.contains(right)) {
                String changed = json.replaceFirst(Pattern.quote(right), wrong);
                assertThat(PolicySource.read("changed", changed).hasErrors()).isTrue();
                assertThat(complaints(changed)).isNotEmpty();
                return;
            }
        }
        throw new AssertionError("no object holds " + right);
    }
}
