package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.damson.e2e.browser.ConsoleBrowser;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tap in the browser: packets as they come, decoded, with their bytes. */
@Tag("browser")
@Tag("kernel")
@Order(3)
@ExtendWith(OneProduct.class)
class InspectTest {
    private static final int NAMES_MILLIS = 60_000;

    private final RunningProduct product;
    private final Shop shop;

    InspectTest(RunningProduct product) {
        this.product = product;
        this.shop = new Shop(product);
    }

    @Test
    void aPacketOfAKnownPayloadIsShownLiveWithItsLayersAndBytes() throws Exception {
        shop.open();
        Await.until("the way from web to app", () -> !shop.isDenied("web-1", "app-1", Shop.APP));
        var marker = "marker-seen-" + System.nanoTime();
        try (var browser = ConsoleBrowser.open(product.console()).signIn("ana", product.password("ana"))) {
            browser.page().navigate("/t/acme/d/shop/inspect?tap=web-app&q=*" + marker + "*");
            browser.page()
                    .locator("[data-test=tail-state]")
                    .filter(new Locator.FilterOptions().setHasText("Live"))
                    .waitFor();

            new InspectView(browser).giveReason("[data-test=tail-state] ~ [data-test=payload]", "looking for a marker");

            shop.get("web-1", "app-1", Shop.APP, "/" + marker);
            var row = browser.await(browser.page()
                    .locator("vaadin-grid.packets vaadin-grid-cell-content")
                    .filter(new Locator.FilterOptions().setHasText(marker))
                    .first());
            // Rows stay where they are under the pointer.
            row.hover();
            row.click();

            var detail = browser.page().locator(".packet-detail");
            // The rule's name may become known a moment after the packet.
            PlaywrightAssertions.assertThat(detail.locator(".sentence"))
                    .containsText(
                            "three-tiers/web-to-app",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(NAMES_MILLIS));
            assertThat(detail.locator(".sentence").innerText()).contains("Allowed", "web-1", "edge-1");
            var view = detail.locator("damson-packet-view");
            assertThat(view.locator("[role=treeitem].layer .name").allInnerTexts())
                    .contains("IPv4", "TCP", "HTTP");
            assertThat(String.join("", view.locator(".ascii").allInnerTexts())).contains("GET /" + marker);
            browser.screenshot("10-tapped-packet");
        }
    }
}
