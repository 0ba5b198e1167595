package dev.damson.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Chromium window on a console. Used by the thread that opened it. */
public final class ConsoleBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    /** A view of a cold server on a loaded machine. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    private ConsoleBrowser(Playwright playwright, Browser browser, Page page) {
        this.playwright = playwright;
        this.browser = browser;
        this.page = page;
    }

    public static ConsoleBrowser open(URI console) {
        // Debian's Chromium is driven; a download of Playwright's own would be refused in a closed network.
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(console.toString())
                .setViewportSize(WIDTH, HEIGHT)
                .setColorScheme(ColorScheme.LIGHT));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new ConsoleBrowser(playwright, browser, context.newPage());
    }

    public Page page() {
        return page;
    }

    public ConsoleBrowser signIn(String name, String password) {
        page.navigate("/sign-in");
        page.locator("vaadin-login-form input[name=username]").fill(name);
        page.locator("vaadin-login-form input[name=password]").fill(password);
        page.locator("vaadin-login-form vaadin-button[slot=submit]").click();
        page.waitForURL(address -> !address.contains("/sign-in"));
        return this;
    }

    /** Waits until it is visible; if it never is, says what the window shows instead. */
    public Locator await(Locator element) {
        try {
            element.waitFor();
            return element;
        } catch (TimeoutError never) {
            screenshot("never-came");
            throw new AssertionError(
                    "the window shows instead:\n" + page.locator("body").innerText(), never);
        }
    }

    /** A picture of the window, for people to look at. */
    public void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
