package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.damson.e2e.browser.ConsoleBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The third-party firewall between web and app: it sees the flow, and its chain says what happens when it is dead. */
@Tag("browser")
@Tag("kernel")
@Order(2)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(OneProduct.class)
class ApplianceTest {
    private final RunningProduct product;
    private final Shop shop;
    private final ConsoleBrowser browser;

    ApplianceTest(RunningProduct product) {
        this.product = product;
        this.shop = new Shop(product);
        this.browser = ConsoleBrowser.open(product.console());
    }

    @BeforeAll
    void begin() throws Exception {
        shop.open();
        browser.signIn("alice", product.password("alice"));
        browser.page().navigate("/t/acme/d/shop/services");
    }

    @AfterAll
    void end() throws Exception {
        shop.firewall().restore();
        shop.open();
        browser.close();
    }

    @Test
    @Order(1)
    void itCountsTheInspectedFlow() throws Exception {
        var before = shop.firewall().counters().insideToOutside().packets();
        assertThat(shop.get("web-1", "app-1", Shop.APP, "/marker-inspected")).contains("/marker-inspected");
        assertThat(shop.firewall().counters().insideToOutside().packets()).isGreaterThan(before);
        browser.screenshot("7-appliance");
    }

    @Test
    @Order(2)
    void deadItStopsAChainThatFailsClosed() throws Exception {
        shop.firewall().kill();
        assertThat(shop.isDenied("web-1", "app-1", Shop.APP)).isTrue();
        alarm("fails closed");
        browser.screenshot("8-closed");
        assertThat(shop.isDenied("web-1", "app-1", Shop.APP)).isTrue();
    }

    @Test
    @Order(3)
    void deadItIsBypassedByAChainThatFailsOpen() throws Exception {
        choose("Fails open");
        browser.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Fail open").setExact(true))
                .click();
        Await.until("the bypass", () -> !shop.isDenied("web-1", "app-1", Shop.APP));
        alarm("is bypassed");
        browser.screenshot("9-bypass");
    }

    @Test
    @Order(4)
    void aliveAgainItIsInTheWayAgain() throws Exception {
        choose("Fails closed");
        shop.firewall().restore();
        Await.until("the way through the appliance", () -> {
            var before = shop.firewall().counters().insideToOutside().packets();
            return !shop.isDenied("web-2", "app-2", Shop.APP)
                    && shop.firewall().counters().insideToOutside().packets() > before;
        });
    }

    private void choose(String policy) {
        browser.page()
                .locator("[data-chain=inspected] button")
                .filter(new Locator.FilterOptions().setHasText(policy))
                .click();
    }

    private void alarm(String words) {
        browser.page()
                .locator("[data-test=alarm]")
                .filter(new Locator.FilterOptions().setHasText(words))
                .waitFor();
    }
}
