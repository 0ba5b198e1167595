package dev.damson.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files of other systems may have that ours may not. */
class ForeignFileTest {
    @Test
    void anAliasIsTheValueOfItsAnchor() {
        var file = read("""
                labels: &labels {app: web, tier: &tier front}
                same: *labels
                again: [*tier, *labels]
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(data(file)).isEqualTo(data(read("""
                labels: {app: web, tier: front}
                same: {app: web, tier: front}
                again: [front, {app: web, tier: front}]
                """)));
    }

    @Test
    void aMergeKeyAddsWhatTheMappingDoesNotSayItself() {
        var file = read("""
                one: &one {a: "1", b: "1"}
                two: &two {b: "2", c: "2"}
                both: {<<: [*one, *two], a: own}
                late: {a: own, <<: *two}
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(data(file)).isEqualTo(data(read("""
                one: {a: "1", b: "1"}
                two: {b: "2", c: "2"}
                both: {a: own, b: "1", c: "2"}
                late: {a: own, b: "2", c: "2"}
                """)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: *never              | 1:4: error: alias \"*never\" has no value before it: write &never at a value that ends before it",
                "a: &a [*a]             | 1:8: error: alias \"*a\" has no value before it: write &a at a value that ends before it",
                "a: {<<: text}          | 1:9: error: << merges a mapping, not text: write *name",
                "a: &a [x, x]; b: *a; c: {d: 1, d: 2} | 3:11: error: key \"d\" stands twice, first in line 3: remove one",
            })
    void aWrongOneIsToldWithItsPlace(String text, String problem) {
        assertThat(read(text.replace("; ", "\n")).problems())
                .extracting(Problem::toString)
                .containsExactly("file.yaml:" + problem);
    }

    @Test
    void aBombIsRefusedWhereItWouldGrow() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            var before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }
        var merged = new StringBuilder("a0: &a0 {k: x}\n");
        for (int i = 1; i < 30; i++) {
            var before = "*a" + (i - 1);
            merged.append("a%d: &a%d {<<: [%s]}\n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }
        var inManyDocuments = "a: &a [%s]\nb: [%s]\n---\n"
                .formatted(
                        String.join(", ", Collections.nCopies(100, "x")),
                        String.join(", ", Collections.nCopies(100, "*a")))
                .repeat(20);

        for (var text : List.of(bomb.toString(), merged.toString(), inManyDocuments)) {
            assertThat(read(text).problems())
                    .extracting(Problem::message)
                    .contains("the aliases of the file stand for more than 100000 values");
        }
    }

    @Test
    void aliasesNestNoDeeperThanValues() {
        var deep = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 50; i++) {
            deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertThat(read(deep.toString()).problems())
                .extracting(Problem::message)
                .containsExactly("the document nests deeper than 40 levels");
    }

    private static ForeignFile read(String text) {
        return ForeignFile.read("file.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Object> data(ForeignFile file) {
        return file.documents().stream().map(document -> plain(document.node())).toList();
    }

    private static Object plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.text();
            case YamlNode.Sequence sequence ->
                sequence.items().stream().map(ForeignFileTest::plain).toList();
            case YamlNode.Mapping mapping ->
                mapping.entries().stream()
                        .collect(Collectors.toMap(entry -> entry.key().text(), entry -> plain(entry.value())));
            case YamlNode.Alias alias -> "an alias that is not followed";
        };
    }
}
