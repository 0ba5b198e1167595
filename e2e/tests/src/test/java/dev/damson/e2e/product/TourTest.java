package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.damson.e2e.browser.ConsoleBrowser;
import dev.damson.e2e.browser.Policies;
import java.nio.file.Files;
import java.util.stream.Stream;
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

/** What a new user does, from an empty data folder on, held against real connections inside the namespaces. */
@Tag("browser")
@Tag("kernel")
@Order(1)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(OneProduct.class)
class TourTest {
    private static final String DOMAIN = "t/acme/d/shop";

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
        browser.page().waitForURL("**/" + DOMAIN + "/**");
        browser.page().navigate("/" + DOMAIN + "/topology");
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
    void theFileImportedInTheConsoleIsEnforced() throws Exception {
        var review = Policies.open(browser, DOMAIN).importFile(Checkout.find().shop());
        browser.screenshot("2-review-of-the-import");
        var before = revision();
        review.commit("The shop opens");
        Await.until("the next revision", () -> !revision().equals(before));
        awaitLive();
        browser.screenshot("3-live");

        assertThat(shop.connects("client-1", "web-1", Shop.WEB)).isTrue();
        assertThat(shop.connects("web-1", "app-1", Shop.APP)).isTrue();
        assertThat(shop.connects("app-1", "db-1", Shop.DATABASE)).isTrue();
        assertThat(shop.isDenied("client-1", "db-1", Shop.DATABASE)).isTrue();
        assertThat(shop.isDenied("client-1", "app-1", Shop.APP)).isTrue();
    }

    @Test
    @Order(3)
    void theSameFileFromTheCommandLineRenewsWhatExpires() throws Exception {
        assertThat(shop.apply(Checkout.find().shop())).contains("acme/shop: committed as revision");
        assertThat(shop.connects("app-2", "db-1", Shop.DATABASE)).isTrue();
    }

    @Test
    @Order(4)
    void theVerdictOfTheForbiddenFlowIsSaidWithItsRule() throws Exception {
        browser.page().navigate("/" + DOMAIN + "/topology?face=table");
        var sentence = browser.page().locator(".sentence").first();
        // The table is drawn anew while flows come in, so that a click may meet a row that is just going.
        Await.until("the verdict in words", () -> {
            flow("client-1", "db-1").first().click();
            browser.page().waitForTimeout(1_000);
            return sentence.isVisible();
        });
        assertThat(sentence.innerText()).containsIgnoringCase("denied").contains("edge-1", "protect-db/nobody-else");
        browser.screenshot("4-verdict");
    }

    @Test
    @Order(5)
    void aRuleChangedInTheConsoleIsChangedInTheKernel() throws Exception {
        var allowed = document("protect-db");
        var denied = allowed.replaceFirst("action: allow ", "action: deny ");
        Policies.open(browser, DOMAIN).rewrite("protect-db/app-to-db", denied).commit("Nobody reads the database");
        Await.until("the end of app → db", () -> shop.isDenied("app-1", "db-1", Shop.DATABASE));
        browser.screenshot("5-changed");

        Policies.open(browser, DOMAIN)
                .rewrite("protect-db/app-to-db", allowed)
                .commit("The application reads the database");
        Await.until("app → db", () -> !shop.isDenied("app-1", "db-1", Shop.DATABASE));
        assertThat(shop.isDenied("client-1", "db-1", Shop.DATABASE)).isTrue();
    }

    @Test
    @Order(6)
    void theMapShowsWhatIsAllowedAndWhatIsDenied() {
        browser.page().navigate("/" + DOMAIN + "/topology");
        browser.page().locator("damson-topology-map[ready]").waitFor();
        awaitLive();
        browser.screenshot("6-topology");
    }

    private Locator flow(String source, String destination) {
        return browser.page()
                .locator("table.data tbody tr")
                .filter(new Locator.FilterOptions().setHasText(source))
                .filter(new Locator.FilterOptions().setHasText(destination))
                .filter(new Locator.FilterOptions().setHasText("protect-db/nobody-else"));
    }

    /** The head as the page says it, {@code Revision 3}. */
    private String revision() {
        return browser.page().locator("[data-test=revision]").first().innerText();
    }

    private void awaitLive() {
        browser.page()
                .locator("[data-test=live]")
                .filter(new Locator.FilterOptions().setHasText("live on 2 of 2 edges"))
                .first()
                .waitFor();
    }

    /** One document of the reference file. */
    private static String document(String name) throws Exception {
        return Stream.of(Files.readString(Checkout.find().shop()).split("(?m)^---\n"))
                .filter(document -> document.contains("metadata: {name: " + name + ","))
                .findFirst()
                .orElseThrow();
    }
}
