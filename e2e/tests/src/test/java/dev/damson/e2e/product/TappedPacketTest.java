package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A packet of a known payload on its way: kernel, edge, Kafka, the analyst's command line, the capture store. */
@Tag("kernel")
@Order(2)
@ExtendWith(OneProduct.class)
class TappedPacketTest {
    private static final String WEB = "10.1.0.11";
    private static final String APP = "10.1.0.21";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final RunningProduct product;
    private final Shop shop;

    TappedPacketTest(RunningProduct product) {
        this.product = product;
        this.shop = new Shop(product);
    }

    @BeforeEach
    void open() throws Exception {
        shop.open();
        Await.until("the way from web to app", () -> !shop.isDenied("web-1", "app-1", Shop.APP));
    }

    @Test
    void aKnownPayloadIsSeenLiveByWhoMaySeePayload() throws Exception {
        var token = tokenOf("ana");
        var capture = folder.resolve("live.pcapng");
        var said = folder.resolve("live.err");
        var path = "/marker-live-" + System.nanoTime();
        var tail = product.begin(
                capture,
                said,
                "tap",
                "tail",
                "web-app",
                "--payload",
                "--reason",
                "looking for a marker",
                "--token-file",
                token.toString());
        try {
            Await.until("the tail", () -> Files.readString(said).contains("connected"));
            shop.get("web-1", "app-1", Shop.APP, path);
            Await.until("the payload in the tail", () -> holds(capture, path));
        } finally {
            tail.destroy();
            tail.waitFor();
        }
        assertThat(requests(capture, path)).contains(WEB + "\t" + APP);
    }

    @Test
    void withoutTheRightHeadersAreSeenAndPayloadIsNot() throws Exception {
        var capture = folder.resolve("headers.pcapng");
        var said = folder.resolve("headers.err");
        var path = "/marker-hidden-" + System.nanoTime();
        var tail = product.begin(capture, said, "tap", "tail", "web-app", "--packets", "20");
        try {
            Await.until("the tail", () -> Files.readString(said).contains("connected"));
            Await.until("the end of the tail", () -> {
                shop.get("web-1", "app-1", Shop.APP, path);
                return !tail.isAlive();
            });
        } finally {
            tail.destroy();
        }
        assertThat(holds(capture, path)).isFalse();
        assertThat(tshark("-r", capture.toString(), "-T", "fields", "-e", "tcp.dstport"))
                .hasSize(20)
                .contains("8080");
        assertThat(product.run("tap", "tail", "web-app", "--payload", "--reason", "curious"))
                .contains("may not see the payload");
    }

    @Test
    void aKnownPayloadIsInTheStore() throws Exception {
        var path = "/marker-stored-" + System.nanoTime();
        shop.get("web-1", "app-1", Shop.APP, path);
        var segment = Await.found("the payload in the store", Await.DEADLINE, () -> segmentWith(path));
        assertThat(requests(segment, path)).contains(WEB + "\t" + APP);
    }

    @Test
    void whatIsStoredIsFoundAndExported() throws Exception {
        var token = tokenOf("ana").toString();
        var path = "/marker-exported-" + System.nanoTime();
        shop.get("web-1", "app-1", Shop.APP, path);
        var query = "http.path = " + path;
        Await.until(
                "the session",
                () -> product.run("tap", "export", "web-app", "--form", "csv", "--query", query)
                                .lines()
                                .filter(line -> line.contains(path) && line.contains(WEB) && line.contains("allowed"))
                                .count()
                        == 1);
        var capture = folder.resolve("exported.pcap");
        product.run(
                "tap",
                "export",
                "web-app",
                "--form",
                "pcap",
                "--query",
                query,
                "--payload",
                "--reason",
                "the marker's session",
                "--token-file",
                token,
                "-w",
                capture.toString());
        assertThat(requests(capture, path)).containsExactly(WEB + "\t" + APP);
    }

    @Test
    void theListSaysWhatWasCopied() throws Exception {
        shop.get("web-1", "app-1", Shop.APP, "/counted");
        Await.until(
                "a count of copies",
                () -> product.run("tap", "list")
                        .lines()
                        .anyMatch(line ->
                                line.matches("shop/web-app +payload +1 in 1 +[0-9.]+ +[1-9][0-9]* +[0-9]+ .*")));
    }

    private Path tokenOf(String user) throws Exception {
        var file = folder.resolve("token-" + user);
        assertThat(product.runWith(product.password(user), "login", "--user", user, "--token-file", file.toString()))
                .contains("signed in");
        return file;
    }

    private Optional<Path> segmentWith(String text) throws IOException {
        var data = product.data().resolve("store/acme/data");
        if (Files.notExists(data)) {
            return Optional.empty();
        }
        try (var segments = Files.list(data)) {
            for (var segment : segments.toList()) {
                var packets = segment.resolve("packets.pcapng");
                // The manifest is written last.
                if (Files.exists(segment.resolve("manifest")) && Files.exists(packets) && holds(packets, text)) {
                    return Optional.of(packets);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Path file, String text) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** Source and destination of the requests for a path, as another tool reads them. */
    private static List<String> requests(Path capture, String path) throws Exception {
        return tshark(
                "-r",
                capture.toString(),
                "-d",
                "tcp.port==8080,http",
                "-Y",
                "http.request.uri == \"" + path + "\"",
                "-T",
                "fields",
                "-e",
                "ip.src",
                "-e",
                "ip.dst");
    }

    private static List<String> tshark(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("tshark"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return lines;
    }
}
