package dev.damson.e2e.product;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.damson.e2e.browser.ConsoleBrowser;

/** The console's view of tapped traffic, as an analyst uses it. */
final class InspectView {
    /** From an answer to its rows. */
    private static final int RENDERED_MILLIS = 5_000;

    private final ConsoleBrowser browser;

    InspectView(ConsoleBrowser browser) {
        this.browser = browser;
    }

    InspectView open(String tap) {
        browser.page().navigate("/t/acme/d/shop/inspect?mode=sessions&tap=" + tap);
        count().waitFor();
        return this;
    }

    /** Types a query and sends it. */
    InspectView ask(String query) {
        var input = browser.page().locator("damson-query-input input");
        input.fill(query);
        input.press("Escape");
        input.press("Enter");
        browser.page().locator("damson-query-input input:placeholder-shown").waitFor();
        settled();
        return this;
    }

    /** What is shown belongs to what was asked. */
    private void settled() {
        browser.page().locator(".term").first().waitFor();
        browser.page()
                .locator(".inspect-pane .asking")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        count().waitFor();
    }

    Locator count() {
        return browser.page().locator("[data-test=session-count]");
    }

    /** Asks anew until a session with the text is listed, and opens it. */
    Locator openSession(String text) throws Exception {
        var row = browser.page()
                .locator("vaadin-grid.sessions vaadin-grid-cell-content")
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
        Await.until("a session with \"" + text + "\"", () -> {
            if (shows(row)) {
                return true;
            }
            browser.page().reload();
            settled();
            return false;
        });
        row.click();
        var detail = browser.page().locator("[data-test=session-detail]");
        detail.locator(".sentence").waitFor();
        return detail;
    }

    private static boolean shows(Locator row) {
        try {
            row.waitFor(new Locator.WaitForOptions().setTimeout(RENDERED_MILLIS));
            return true;
        } catch (TimeoutError notThere) {
            return false;
        }
    }

    /** Presses what shows payload and says why. */
    void giveReason(String button, String reason) {
        browser.page().locator(button).click();
        browser.page().locator("[data-test=reason] input").fill(reason);
        browser.page().locator("[data-test=show-payload]").click();
    }

    /** The session that is open, as a file. */
    Download exportSession(String form, boolean payload) {
        var page = browser.page();
        page.locator("[data-test=export]").click();
        page.locator("vaadin-radio-button")
                .filter(new Locator.FilterOptions().setHasText("The session that is open"))
                .locator("input")
                .check();
        page.locator("[data-test=export-form] vaadin-radio-button")
                .filter(new Locator.FilterOptions().setHasText(form))
                .locator("input")
                .check();
        if (payload) {
            page.locator("[data-test=export-payload] input").check();
        }
        return page.waitForDownload(() -> page.locator("[data-test=download]").click());
    }
}
