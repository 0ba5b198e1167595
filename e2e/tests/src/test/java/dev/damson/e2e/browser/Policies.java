package dev.damson.e2e.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** The policies of a domain, as a tenant's administrator works with them. */
public final class Policies {
    private final Page page;

    private Policies(Page page) {
        this.page = page;
    }

    /** @param domain as in addresses of the console, {@code t/acme/d/shop} */
    public static Policies open(ConsoleBrowser browser, String domain) {
        browser.page().navigate("/" + domain + "/policies");
        return new Policies(browser.page());
    }

    /** Imports a file into a draft, whose review is then shown. */
    public Policies importFile(Path file) {
        page.locator("[data-test=import]").click();
        page.locator("vaadin-upload input[type=file]").setInputFiles(file);
        page.locator("[data-test=import-review]:not([disabled])").click();
        page.waitForURL("**face=review**");
        return this;
    }

    /** Writes the document of a rule anew, as one who types; that goes into a draft, whose review is then shown. */
    public Policies rewrite(String rule, String document) {
        page.locator("[data-id='r:" + rule + "']").click();
        page.locator("damson-code-editor[ready]").evaluate("(editor, text) => editor.type(text)", document);
        page.waitForURL("**draft=**");
        page.getByText("Review and commit").click();
        page.waitForURL("**face=review**");
        return this;
    }

    /** Commits the draft under review as soon as it may be. */
    public void commit(String reason) {
        page.locator("[data-test=reason] textarea").fill(reason);
        page.locator("[data-test=commit]:not([disabled])").click();
        page.waitForURL(address -> !address.contains("draft="));
    }
}
