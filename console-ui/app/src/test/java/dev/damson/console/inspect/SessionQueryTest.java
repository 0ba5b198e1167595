package dev.damson.console.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.console.filter.Filter;
import dev.damson.console.place.DomainRef;
import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.tap.store.search.QueryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionQueryTest {
    private static final Place PLACE = Place.of(new DomainRef("acme", "shop"), Section.INSPECT);

    @Test
    void whatIsTypedIsCutIntoPartsAtItsAnds() {
        assertThat(QueryParts.split("a = 1 and (b = 2 or c = 3) AND not \"x and y\""))
                .containsExactly("a = 1", "(b = 2 or c = 3)", "not \"x and y\"");
        assertThat(QueryParts.split("a = 1 or b = 2 and c = 3")).containsExactly("a = 1 or b = 2 and c = 3");
    }

    @Test
    void anOrKeepsItsMeaningBesideOtherParts() {
        assertThat(QueryParts.join(List.of("a = 1 or b = 2", "c = 3"))).isEqualTo("(a = 1 or b = 2) and c = 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"port >= 80", "not (port >= 80)", "(a) or (b)"})
    void aPartNegatedTwiceIsItself(String part) {
        assertThat(QueryParts.negate(QueryParts.negate(part))).isEqualTo(part);
    }

    @Test
    void plainTermsBecomeTheFilterThatAllViewsShare() throws QueryException {
        var place = SessionQuery.with(PLACE, "dst.group = db and bytes > 10k and tls.sni != \"a b\"");

        assertThat(place.filter()).isEqualTo(Filter.parse("dst.group = db and tls.sni != \"a b\""));
        assertThat(place.extra(SessionQuery.KEY, "")).isEqualTo("bytes > 10k");
        assertThat(SessionQuery.of(place).idle()).isEmpty();
        assertThat(SessionQuery.without(place, "bytes > 10k").extra(SessionQuery.KEY, "none"))
                .isEqualTo("none");
        assertThat(SessionQuery.negate(place, "bytes > 10k").extra(SessionQuery.KEY, ""))
                .isEqualTo("not (bytes > 10k)");
    }

    @ParameterizedTest
    @CsvSource({"src = web-1,0", "host = 10.1.0.0/16,0", "app = shop,1", "verdict = would-deny,1", "web-1,0"})
    void otherViewsTermsAreUnderstoodOrSaidToBeLeftOut(String filter, int idle) {
        assertThat(SessionQuery.of(PLACE.filtered(Filter.parse(filter))).idle()).hasSize(idle);
    }

    @Test
    void whatIsNoQueryChangesNothing() {
        assertThatThrownBy(() -> SessionQuery.with(PLACE, "nosuchfield = 1"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("src.ip");
    }
}
