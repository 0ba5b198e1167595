package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import dev.damson.e2e.browser.ConsoleBrowser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an analyst does with taps in the browser: who was refused, what was said, which name, and a file to keep. */
@Tag("browser")
@Tag("kernel")
@Order(4)
@ExtendWith(OneProduct.class)
class AnalystsHourTest {
    /** The laboratory asks for names and tries the database by itself. */
    private static final String TAP = """
            apiVersion: damson.dev/v1
            kind: VirtualTap
            metadata: {name: hour, domain: shop}
            spec:
              reason: an hour's look
              match:
                from: [{any: true}]
                to: [{group: db}, {group: app}, {selector: {matchLabels: {role: dns}}}]
                services: [{protocol: any}]
              at: source
              snap: payload
              packetsPerSecond: 2000
              expiresAfter: 1h
              deliver: [{inspection: true}]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final RunningProduct product;
    private final Shop shop;

    AnalystsHourTest(RunningProduct product) {
        this.product = product;
        this.shop = new Shop(product);
    }

    @Test
    void findsTheRefusedFollowsAStreamFindsANameAndKeepsAFile() throws Exception {
        shop.open();
        Await.until("the way from web to app", () -> !shop.isDenied("web-1", "app-1", Shop.APP));
        shop.apply(Files.writeString(folder.resolve("tap.yaml"), TAP));
        var path = "/marker-hour-" + System.nanoTime();
        try (var browser = ConsoleBrowser.open(product.console()).signIn("ana", product.password("ana"))) {
            var view = new InspectView(browser).open("hour");

            view.ask("verdict = denied and src.workload = client-1");
            assertThat(view.openSession("nobody-else").locator(".sentence").innerText())
                    .contains("Denied leaving client-1", "protect-db/nobody-else");
            browser.screenshot("11-refused");

            view.open("hour").ask("dns.query = *.shop.example");
            view.openSession(".shop.example");

            shop.get("web-1", "app-1", Shop.APP, path);
            view.open("hour").ask("http.path = " + path);
            var detail = view.openSession(path);
            view.giveReason("[data-test=session-detail] [data-test=payload]", "what the marker said");
            detail.locator("[data-test=session-face] button")
                    .filter(new Locator.FilterOptions().setHasText("Stream"))
                    .click();
            var said = detail.locator("damson-stream-view .chunk.request")
                    .filter(new Locator.FilterOptions().setHasText("GET " + path))
                    .first();
            said.waitFor();
            browser.screenshot("12-followed-stream");

            var whole = folder.resolve("whole.pcap");
            Await.until("a whole file", () -> keeps(view, true, whole));
            assertThat(tshark(whole)).anyMatch(line -> line.contains("GET " + path));

            // A connection's last packets are stored a moment after its first.
            Await.until("a file of as many packets as are listed", () -> {
                browser.page().reload();
                var listed = detail.locator("damson-packet-list [role=option]");
                listed.first().waitFor();
                var file = folder.resolve("session.pcap");
                return keeps(view, false, file) && tshark(file).size() == listed.count();
            });
        }
    }

    /** False if the download broke off: a person tries again. */
    private static boolean keeps(InspectView view, boolean payload, Path file) {
        try {
            view.exportSession("pcap, for older", payload).saveAs(file);
            return true;
        } catch (PlaywrightException brokenOff) {
            return false;
        }
    }

    /** One line for each packet, as another tool reads them. */
    private static List<String> tshark(Path capture) throws Exception {
        var process = new ProcessBuilder("tshark", "-r", capture.toString(), "-d", "tcp.port==8080,http")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        process.waitFor();
        return lines;
    }
}
