package dev.damson.console.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import dev.damson.console.filter.Filter;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final DomainRef SHOP = new DomainRef("acme", "shop");

    @Test
    void isItsAddress() {
        var place = Place.of(SHOP, Section.TOPOLOGY)
                .filtered(Filter.parse("verdict = denied"))
                .select("w:web-1")
                .with("rev", "41");

        assertThat(place.address()).isEqualTo("t/acme/d/shop/topology?q=verdict%20%3D%20denied&rev=41&sel=w%3Aweb-1");
        assertThat(Place.read(SHOP, Section.TOPOLOGY, query(place))).isEqualTo(place);
    }

    @Test
    void keepsFilterAndTimeWhenTheViewChanges() {
        var place = Place.of(SHOP, Section.TOPOLOGY)
                .filtered(Filter.parse("app = shop"))
                .with("from", "1")
                .with("face", "table")
                .select("w:web-1");

        assertThat(place.in(Section.POLICIES).address()).isEqualTo("t/acme/d/shop/policies?q=app%20%3D%20shop&from=1");
    }

    @Test
    void escapesNames() {
        assertThat(Place.of(new DomainRef("a/b", "c?d"), Section.EDGES).address())
                .isEqualTo("t/a%2Fb/d/c%3Fd/edges");
    }

    private static QueryParameters query(Place place) {
        var address = place.address();
        return QueryParameters.fromString(address.substring(address.indexOf('?') + 1));
    }
}
