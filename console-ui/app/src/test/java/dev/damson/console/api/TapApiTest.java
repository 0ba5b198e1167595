package dev.damson.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.console.ConsoleApplication;
import dev.damson.console.fixture.FakeDirector;
import dev.damson.console.fixture.FixtureConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = {ConsoleApplication.class, FixtureConfiguration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TapApiTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TAPS = "/api/v1/tenants/acme/taps";
    private static final String TAIL = "/api/v1/tenants/acme/domains/shop/taps/web-app/tail";

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private FakeDirector director;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void listsTapsWithTheirLimitsAndCounts() throws Exception {
        var tap = body(get(TAPS, "command-line")).path("taps").get(0);

        assertThat(tap.path("tap").asString()).isEqualTo("web-app");
        assertThat(tap.path("snap").asString()).isEqualTo("payload");
        assertThat(tap.path("copied").asLong()).isEqualTo(18_204);
        assertThat(tap.path("lostRate").asLong()).isEqualTo(212);
    }

    @Test
    void aPersonsTokenActsForThatPerson() throws Exception {
        var ana = token("ana");

        assertThat(get(TAPS, ana).statusCode()).isEqualTo(200);
        assertThat(get(TAPS, token("gil")).statusCode()).isEqualTo(403);
        assertThat(get(TAPS, ana + "x").statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongPasswordGivesNoToken() throws Exception {
        var answer = signIn("ana", "guess");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(body(answer).path("token").isMissingNode()).isTrue();
    }

    @Test
    void payloadNeedsTheRightAndAReason() throws Exception {
        assertThat(body(get(TAIL + "?payload=true&reason=curious", "command-line"))
                        .path("detail")
                        .asString())
                .contains("may not see the payload");
        assertThat(get(TAIL + "?payload=true", token("ana")).statusCode()).isEqualTo(400);
    }

    @Test
    void sessionsLeaveAsParquetAndTheAuditHasItFirst() throws Exception {
        var export = "/api/v1/tenants/acme/domains/shop/taps/web-app/export";

        assertThat(get(export + "?form=parquet", token("ana")).body()).startsWith("PAR1");
        assertThat(director.commands).contains("ana session-download web-app");
        assertThat(get(export + "?form=parquet", token("gil")).statusCode()).isEqualTo(403);
        assertThat(body(get(export + "?form=xml", token("ana"))).path("detail").asString())
                .contains("parquet", "\"xml\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void whatStrangersWroteLeavesInert(String form) throws Exception {
        var export = "/api/v1/tenants/acme/domains/shop/taps/web-app/export";

        // A long text ends with an ellipsis.
        var text = get(export + "?form=" + form, token("ana")).body().replace("…", "");

        assertThat(text).contains("onerror").as("nothing that a terminal obeys").matches("(?s)[\\n -~]*");
        assertThat(text.lines().flatMap(line -> Stream.of(line.split(","))))
                .as("nothing that a spreadsheet computes")
                .noneMatch(cell -> cell.startsWith("=") || cell.startsWith("@") || cell.startsWith("\"="));
    }

    @Test
    void anUnknownTapIsSaid() throws Exception {
        var answer = get(TAIL.replace("web-app", "never"), "command-line");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(body(answer).path("detail").asString()).contains("\"never\"");
    }

    @Test
    void aTapIsForecastBegunExtendedStoppedAndRemoved() throws Exception {
        var ana = token("ana");
        var taps = "/api/v1/tenants/acme/domains/shop/taps";
        var source = JSON.writeValueAsString(Map.of("source", """
                apiVersion: damson.dev/v1
                kind: VirtualTap
                metadata: {name: fresh, domain: shop}
                spec:
                  reason: ticket 4711
                  match: {from: [{any: true}], to: [{any: true}], services: [{protocol: any}]}
                  expiresAfter: 1h
                  deliver: [{inspection: true}]
                """));

        var forecast = body(send("POST", taps + "/forecast", source, ana));
        assertThat(forecast.path("packetsPerSecond").asDouble()).isEqualTo(2_000);
        assertThat(forecast.path("copiedBytesPerSecond").asDouble()).isEqualTo(132_000);

        assertThat(send("POST", taps, source, ana).statusCode()).isEqualTo(200);
        assertThat(director.taps.getLast()).contains("name: fresh");
        assertThat(send("POST", taps + "/fresh/extend?for=PT8H", "", ana).statusCode())
                .isEqualTo(200);
        assertThat(send("POST", taps + "/fresh/extend?for=PT-8H", "", ana).statusCode())
                .isEqualTo(400);
        assertThat(send("POST", taps + "/fresh/stop", "", ana).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", taps + "/fresh", "", ana).statusCode()).isEqualTo(200);
        assertThat(director.commands).contains("extend fresh", "stop fresh", "remove fresh");

        assertThat(send("POST", taps, source, token("gil")).statusCode()).isEqualTo(403);
        assertThat(send("DELETE", taps + "/fresh", "", token("gil")).statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String token(String name) throws Exception {
        return body(signIn(name, name + name)).path("token").asString();
    }

    private HttpResponse<String> signIn(String name, String password) throws Exception {
        var body = JSON.writeValueAsString(Map.of("name", name, "password", password));
        return http.send(
                HttpRequest.newBuilder(address("/api/v1/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
