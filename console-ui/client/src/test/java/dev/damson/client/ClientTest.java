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
    void aTapIsBegunFromWords() {
        body = """
                {"domains": [{"domain": "shop", "revision": 8, "changed": true}]}""";
        assertEquals(
                0,
                run(
                        "tap",
                        "start",
                        "shop/web-db",
                        "--from",
                        "group:web",
                        "--to",
                        "workload:db-1",
                        "--service",
                        "tcp/5432",
                        "--verdict",
                        "denied",
                        "--for",
                        "8h",
                        "--rate",
                        "500",
                        "--reason",
                        "ticket"));
        assertEquals("acme/shop: committed as revision 8\n", out.toString());
        var request = requests.getFirst();
        assertTrue(request.startsWith("POST /api/v1/tenants/acme/domains/shop/taps "), request);
        var sent = Api.JSON
                .readTree(request.substring(request.indexOf('{')))
                .path("source")
                .asString();
        assertEquals(Api.JSON.readTree("""
                        {"apiVersion": "damson.dev/v1", "kind": "VirtualTap",
                         "metadata": {"name": "web-db", "domain": "shop"},
                         "spec": {"reason": "ticket",
                          "match": {"from": [{"group": "web"}], "to": [{"workload": "db-1"}],
                                    "services": [{"protocol": "TCP", "port": 5432}]},
                          "verdicts": ["denied"], "snap": "headers", "sampleOneIn": 1, "packetsPerSecond": 500,
                          "expiresAfter": "8h", "deliver": [{"inspection": true}]}}"""), Api.JSON.readTree(sent));
    }

    @Test
    void aTapNeedsAReasonAndItsForecastDoesNot() {
        assertEquals(2, run("tap", "start", "shop/web-db"));
        assertTrue(err.toString().contains("--reason"), err.toString());

        body = """
                {"seconds": 3600, "flows": 48, "packetsPerSecond": 2000.0, "bytesPerSecond": 1500000.0,
                 "copiedPerSecond": 500.0, "copiedBytesPerSecond": 33000.0, "complete": true}""";
        assertEquals(0, run("tap", "start", "shop/web-db", "--forecast"));
        assertEquals("""
                of the last 60 minutes: 48 flows, 2000.0 packets/s, 1500000 bytes/s
                would be copied: 500.0 packets/s, 33000 bytes/s
                """, out.toString());
        assertTrue(requests.getFirst().startsWith("POST /api/v1/tenants/acme/domains/shop/taps/forecast "));
    }

    @Test
    void aTapIsExtendedStoppedAndRemoved() {
        assertEquals(0, run("tap", "extend", "shop/web-db", "--for", "1d12h"));
        assertEquals(0, run("tap", "stop", "shop/web-db"));
        assertEquals(0, run("tap", "remove", "shop/web-db"));
        assertEquals(2, run("tap", "extend", "shop/web-db", "--for", "soon"));
        var path = " /api/v1/tenants/acme/domains/shop/taps/web-db";
        assertTrue(requests.get(0).startsWith("POST" + path + "/extend?for=PT36H "), requests.get(0));
        assertTrue(requests.get(1).startsWith("POST" + path + "/stop "), requests.get(1));
        assertTrue(requests.get(2).startsWith("DELETE" + path + " "), requests.get(2));
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

    @Test
    void whatWouldBeRightIsShown() {
        status = 422;
        body = """
                {"problems": [{"severity": "error", "file": "shop.yaml", "line": 9, "column": 15, "value": "permit",
                 "message": "\\"permit\\" is no action", "expected": "write allow"}]}""";
        assertEquals(1, run("apply", "-f", folder.resolve("shop.yaml").toString()));
        assertEquals("shop.yaml:9:15: error: \"permit\" is no action: write allow\n", out.toString());
    }

    @Test
    void filesThatAreNoTextOrTooLargeAreNotSent() throws IOException {
        var latin = folder.resolve("latin.yaml");
        Files.write(latin, "a: b\nc: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        var large = folder.resolve("large.yaml");
        Files.write(large, new byte[4_000_001]);

        assertEquals(1, run("apply", "-f", latin.toString()));
        assertEquals(1, run("apply", "-f", large.toString(), "--output", "json"));

        assertEquals(latin + ":2:7: error: byte 0xe9 is not UTF-8: save the file as UTF-8\n", err.toString());
        var problem = Api.JSON.readTree(out.toString()).path("problems").get(0);
        assertEquals(large.toString(), problem.path("file").asString());
        assertEquals("4000001 bytes", problem.path("value").asString());
        assertTrue(requests.isEmpty(), requests.toString());
    }
}
