package dev.damson.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs against a server that answers as the REST API does: what is sent, what is shown, which exit code. */
class ClientTest {
    private final List<String> requests = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private int status = 200;
    private String body = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Files.writeString(folder.resolve("token"), "secret\n");
        Files.writeString(folder.resolve("shop.yaml"), "kind: Domain\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--server");
        all.add("http://127.0.0.1:" + server.getAddress().getPort());
        all.add("--token-file");
        all.add(folder.resolve("token").toString());
        return ClientMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void applySendsTheFilesAndSaysTheRevision() {
        body = """
                {"domains": [{"domain": "shop", "revision": 7, "changed": true}]}""";
        assertEquals(0, run("apply", "-f", folder.resolve("shop.yaml").toString(), "-m", "first"));
        assertEquals("acme/shop: committed as revision 7\n", out.toString());
        var request = requests.getFirst();
        assertTrue(
                request.startsWith("POST /api/v1/tenants/acme/apply?prune=false&message=first Bearer secret "),
                request);
        assertTrue(request.contains("kind: Domain"), request);
    }

    @Test
    void problemsAreShownWithTheirPlaceAndNothingThatATerminalObeys() {
        status = 422;
        body = """
                {"problems": [{"severity": "error", "file": "shop.yaml", "line": 3, "column": 5,
                 "message": "no group \\u001b[31mred"}]}""";
        assertEquals(1, run("apply", "-f", folder.resolve("shop.yaml").toString()));
        assertEquals("shop.yaml:3:5: error: no group \\u{1b}[31mred\n", out.toString());
    }

    @Test
    void waitReturnsWhenTheHeadIsLiveEverywhere() {
        body = """
                {"domain": "shop", "revision": 7, "live": 1, "edges": [{"edge": "edge-1", "revision": 7}]}""";
        assertEquals(0, run("wait", "shop"));
        assertEquals("shop: revision 7, live on 1 of 1 edges\n", out.toString());
    }

    @Test
    void waitSaysWhoHoldsItUp() {
        body = """
                {"domain": "shop", "revision": 7, "live": 0,
                 "edges": [{"edge": "edge-1", "revision": 6, "problem": "refused"}]}""";
        assertEquals(1, run("wait", "shop", "--timeout", "0"));
        assertEquals(
                "shop: revision 7, live on 0 of 1 edges after 0 seconds\n  edge-1: revision 6, refused\n",
                out.toString());
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaid() {
        status = 401;
        assertEquals(3, run("get"));
        assertTrue(err.toString().contains("the token is not accepted"), err.toString());
    }

    @Test
    void aServerThatIsNotThereIsSaid() {
        server.stop(0);
        assertEquals(3, run("get"));
        assertTrue(err.toString().contains("start it with \"./damson up\""), err.toString());
    }

    @Test
    void everyVerbExplainsItself() {
        for (var verb : List.of("apply", "diff", "get", "export", "wait", "login", "tap")) {
            assertEquals(0, run(verb, "--help"), verb);
            assertTrue(out.toString().contains("Usage: damson " + verb), out.toString());
            assertTrue(out.toString().contains("Exit codes:"), out.toString());
            out.getBuffer().setLength(0);
        }
    }

    @Test
    void aRefusalIsShownInTheServersWords() {
        status = 403;
        body = """
                {"detail": "ana may not change policy in acme"}""";
        assertEquals(1, run("apply", "-f", folder.resolve("shop.yaml").toString()));
        assertTrue(err.toString().contains("ana may not change policy in acme"), err.toString());
    }
}
