package dev.damson.console.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+cmd|' /c calc'!a1", "@SUM(A1)"})
    void aFormulaIsText(String formula) {
        assertThat(SessionCsv.cell(formula)).isEqualTo("'" + formula);
    }

    @Test
    void controlAndBidirectionalCharactersStandAsTheirNumbers() {
        assertThat(SessionCsv.cell("a\u001b[31m\u202eb\r\n")).isEqualTo("a\\u{1b}[31m\\u{202e}b\\u{d}\\u{a}");
    }

    @Test
    void aTabBeforeAFormulaDoesNotHideIt() {
        assertThat(SessionCsv.cell("\t=1+1")).startsWith("\\u{9}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a,b|\"a,b\"", "say \"yes\"|\"say \"\"yes\"\"\"", "=\"x\"|\"'=\"\"x\"\"\"", "plain|plain"},
            quoteCharacter = '~')
    void whatACellCannotHoldIsQuoted(String text, String cell) {
        assertThat(SessionCsv.cell(text)).isEqualTo(cell);
    }
}
