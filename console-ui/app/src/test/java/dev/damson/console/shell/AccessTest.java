package dev.damson.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import dev.damson.console.ConsoleApplication;
import dev.damson.console.fixture.FixtureConfiguration;
import dev.damson.console.place.Address;
import dev.damson.console.policies.PoliciesPage;
import dev.damson.console.topology.TopologyPage;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = {ConsoleApplication.class, FixtureConfiguration.class})
class AccessTest extends SpringBrowserlessTest {
    @Test
    @WithMockUser("alice")
    void theRootLeadsToTheFirstDomainOfWhoeverSignedIn() {
        UI.getCurrent().navigate("");

        assertThat(shown()).isInstanceOf(TopologyPage.class);
        assertThat(address()).isEqualTo("t/acme/d/shop/topology");
    }

    @Test
    @WithMockUser("gil")
    void aForeignTenantsDomainIsAsAbsentAsOneThatDoesNotExist() {
        UI.getCurrent().navigate("t/acme/d/shop/topology");
        var foreign = text(shown());
        UI.getCurrent().navigate("t/acme/d/never/topology");

        assertThat(shown()).isInstanceOf(NotFoundView.class);
        assertThat(foreign.replace("shop", "")).isEqualTo(text(shown()).replace("never", ""));
    }

    @Test
    @WithMockUser("ana")
    void anAnalystReadsPoliciesButIsOfferedNoChange() {
        UI.getCurrent().navigate("t/acme/d/shop/policies");

        assertThat(shown()).isInstanceOf(PoliciesPage.class);
        assertThat(text(shown())).contains("protect-db").doesNotContain("Import");
    }

    @Test
    @WithMockUser("alice")
    void navigationKeepsTheFilter() {
        Address.open(UI.getCurrent(), "t/acme/d/shop/topology?q=verdict%20%3D%20denied");

        assertThat(find(Anchor.class).all().stream().map(Anchor::getHref).toList())
                .contains("t/acme/d/shop/policies?q=verdict%20%3D%20denied");
    }

    private Component shown() {
        return (Component)
                UI.getCurrent().getInternals().getActiveRouterTargetsChain().getFirst();
    }

    private static String address() {
        return UI.getCurrent().getInternals().getActiveViewLocation().getPath();
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }
}
