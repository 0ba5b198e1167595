package dev.damson.tap.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        colour = red           | 0  | there is no field "colour"
        src.ip = 10.1.0        | 9  | "10.1.0" is no address
        src.ip = example.org   | 9  | "example.org" is no address
        src.ip = 10.0.0.0/33   | 9  | a prefix length is 0 to 32
        src.ip > 10.0.0.1      | 9  | compared with = or !=
        port = http            | 7  | "http" is no number
        port = 90-80           | 7  | the wrong way round
        bytes > 99999999999999G | 8 | too large
        verdict = maybe        | 10 | a verdict is allowed, denied or rejected
        (port = 80             | 10 | a ")" is missing
        port = 80)             | 9  | ")" does not belong here
        port =                 | 6  | a value for port is missing
        = 80                   | 0  | before "=" something is missing
        not                    | 3  | a field such as src.ip is missing
        http.host = "a         | 12 | has no end
        """)
    void saysWhereItDoesNotUnderstand(String query, int position, String message) {
        assertThatThrownBy(() -> QueryParser.parse(query))
                .hasMessageContaining(message)
                .asInstanceOf(type(QueryException.class))
                .extracting(QueryException::position)
                .isEqualTo(position);
    }

    @Test
    void whatAPersonTypesIsAParameterAndNeverText() throws QueryException {
        var hostile = "x'); DROP TABLE session; --";
        var condition = Condition.of(QueryParser.parse("http.host = \"" + hostile + "\" or \"" + hostile + "\""));

        assertThat(condition.sql()).doesNotContain("DROP");
        assertThat(condition.parameters()).first().isEqualTo(hostile.toLowerCase(java.util.Locale.ROOT));
        assertThat(condition.sql().chars().filter(c -> c == '?').count())
                .isEqualTo(condition.parameters().size());
    }

    @Test
    void bracketsHaveABound() {
        assertThatThrownBy(() -> QueryParser.parse("(".repeat(1_000))).hasMessageContaining("levels");
        assertThatThrownBy(() -> QueryParser.parse("not ".repeat(900))).hasMessageContaining("levels");
    }

    @Test
    void completesFields() {
        assertThat(QueryParser.completions("port = 80 and src.", 18))
                .extracting(Field::word)
                .containsExactly("src.ip", "src.port", "src.workload", "src.group");
    }
}
