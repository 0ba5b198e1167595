package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.e2e.browser.ConsoleBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;

/** What a new user does, from an empty data folder on, held against real connections inside the namespaces. */
@Tag("browser")
@Tag("kernel")
@Order(1)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(OneProduct.class)
class TourTest {
    private final RunningProduct product;
    private final Shop shop;
    private final ConsoleBrowser browser;

    TourTest(RunningProduct product) {
        this.product = product;
        this.shop = new Shop(product);
        this.browser = ConsoleBrowser.open(product.console());
    }

    @BeforeAll
    void signIn() throws Exception {
        browser.signIn("alice", product.password("alice"));
    }

    @AfterAll
    void closeBrowser() {
        browser.close();
    }

    @Test
    @Order(1)
    void theTopologyIsShownAndNothingMayTalk() throws Exception {
        browser.page().waitForURL("**/t/acme/d/shop/topology");
        browser.page().locator("damson-topology-map[ready]").waitFor();
        assertThat(browser.page()
                        .locator("damson-topology-map")
                        .evaluate("map => Object.keys(map.positions).join(' ')")
                        .toString())
                .contains("web-1", "web-2", "app-1", "app-2", "db-1", "client-1", "dns-1", "fw-1");
        browser.screenshot("1-before-the-import");
        assertThat(shop.isDenied("client-1", "web-1", Shop.WEB)).isTrue();
        assertThat(shop.isDenied("web-1", "app-1", Shop.APP)).isTrue();
        assertThat(shop.isDenied("app-1", "db-1", Shop.DATABASE)).isTrue();
    }

    @Test
    @Order(2)
    void theImportedFileIsEnforced() throws Exception {
        var answer = shop.apply(Checkout.find().shop()).strip();
        assertThat(answer).contains("acme/shop: committed as revision ");
        awaitText("Revision " + answer.substring(answer.lastIndexOf(' ') + 1));
        awaitText("live on 1 of 1 edges");
        assertThat(shop.connects("client-1", "web-1", Shop.WEB)).isTrue();
        assertThat(shop.connects("web-1", "app-1", Shop.APP)).isTrue();
        assertThat(shop.connects("app-1", "db-1", Shop.DATABASE)).isTrue();
        assertThat(shop.isDenied("client-1", "db-1", Shop.DATABASE)).isTrue();
        assertThat(shop.isDenied("client-1", "app-1", Shop.APP)).isTrue();
        browser.screenshot("2-live");
    }

    @Test
    @Order(3)
    void theApplianceSeesTheInspectedFlow() throws Exception {
        var before = shop.firewall().counters().insideToOutside().packets();
        assertThat(shop.get("web-1", "app-1", Shop.APP, "/marker-inspected")).contains("/marker-inspected");
        assertThat(shop.firewall().counters().insideToOutside().packets()).isGreaterThan(before);
    }

    @Test
    @Order(4)
    void aDeadApplianceStopsTheFlowUntilTheChainFailsOpen(@TempDir Path folder) throws Exception {
        var file = Checkout.find().shop();
        shop.firewall().kill();
        try {
            assertThat(shop.isDenied("web-1", "app-1", Shop.APP)).isTrue();
            var open = Files.writeString(
                    folder.resolve("open.yaml"),
                    Files.readString(file).replace("onFailure: closed", "onFailure: open"));
            assertThat(shop.apply(open)).contains("committed");
            Await.until("the bypass", () -> !shop.isDenied("web-1", "app-1", Shop.APP));
            browser.screenshot("3-bypass");
        } finally {
            shop.firewall().restore();
            shop.apply(file);
        }
        Await.until("the way through the appliance", () -> !shop.isDenied("web-1", "app-1", Shop.APP));
    }

    private void awaitText(String text) {
        browser.page().getByText(text).first().waitFor();
    }
}
