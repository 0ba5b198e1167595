package dev.damson.console.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final Map<String, List<String>> FLOW =
            Map.of("src", List.of("client-1"), "verdict", List.of("denied"), "any", List.of("client-1", "tcp/5432"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "verdict = denied | true",
                "verdict != denied | false",
                "verdict = any | true",
                "src = client-* | true",
                "src = client | false",
                "client | true",
                "CLIENT and verdict = denied | true",
                "client and src = web-1 | false",
                "unheard = of | false",
                "unheard != of | true",
                "'' | true",
            })
    void holdsWhenEveryTermHolds(String text, boolean holds) {
        assertThat(Filter.parse(text).matches(key -> FLOW.getOrDefault(key, List.of())))
                .isEqualTo(holds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "app=shop and   verdict!=allowed | app = shop and verdict != allowed",
                "web-1 db-1 | web-1 and db-1",
                "name = \"two words\" | name = \"two words\"",
                "= != and | ''",
            })
    void isWrittenBackInOneForm(String text, String written) {
        assertThat(Filter.parse(text)).hasToString(written);
    }

    @Test
    void readsWhatItWrote() {
        var filter = new Filter(List.of(new Term("q", true, "a \"b\" \\c"), new Term(Term.ANY, false, "x y")));

        assertThat(Filter.parse(filter.toString())).isEqualTo(filter);
    }

    @Test
    void turnsAndDropsTerms() {
        var filter = Filter.parse("verdict = denied and src = web-1");
        var verdict = filter.terms().getFirst();

        assertThat(filter.negate(verdict)).hasToString("verdict != denied and src = web-1");
        assertThat(filter.without(verdict)).hasToString("src = web-1");
        assertThat(filter.with(Filter.parse("src = web-1"))).isEqualTo(filter);
    }
}
