package dev.damson.console.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiffTest {
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "abc, abc, …",
        "abc, axc, ' a-b+x c'",
        "'', ab, +a+b",
        "ab, '', -a-b",
        "abcdefgh, abcdefgX, … e f g-h+X",
        "Abcdefghij, abcdefghiJ, -A+a b c d… g h i-j+J",
    })
    void showsWhatDiffersWithThreeLinesAround(String before, String after, String shown) {
        assertThat(LineDiff.of(lines(before), lines(after)).stream()
                        .map(line -> line.sign() + line.text())
                        .collect(Collectors.joining()))
                .isEqualTo(shown);
    }

    private static String lines(String letters) {
        return letters.chars().mapToObj(Character::toString).collect(Collectors.joining("\n"));
    }
}
