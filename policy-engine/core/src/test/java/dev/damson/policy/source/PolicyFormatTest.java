package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFormatTest {
    @Test
    void commentsStayWithWhatTheyBelongTo() throws IOException {
        Golden.check("shop.formatted.yaml", PolicyFormat.format(Files.readString(Path.of("../../examples/shop.yaml"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../examples/shop.yaml",
                "../../examples/laboratory/acme.yaml",
                "src/test/resources/dev/damson/policy/source/everything.yaml"
            })
    void formattingTwiceChangesNothingAndSaysTheSame(String file) throws IOException {
        String text = Files.readString(Path.of(file));

        String once = PolicyFormat.format(text);

        assertThat(PolicyFormat.format(once)).isEqualTo(once);
        assertThat(PolicySource.read("once", once).policyObjects())
                .isEqualTo(PolicySource.read("text", text).policyObjects());
        assertThat(comments(once)).containsExactlyInAnyOrderElementsOf(comments(text));
    }

    private static List<String> comments(String text) {
        return text.lines()
                .filter(line -> line.matches("(.* )?# .*"))
                .map(line -> line.substring(line.indexOf("# ")))
                .toList();
    }

    @Test
    void aCommentOfAnEmptyDocumentIsKept() {
        String tier = "apiVersion: damson.dev/v1\nkind: Tier\nmetadata: {name: t, domain: d}\nspec: {order: 1}\n";

        assertThat(PolicyFormat.format("# first\n---\n" + tier + "# second\n---\n# third\n"))
                .isEqualTo("# first\n" + tier + "# second\n# third\n");
    }
}
