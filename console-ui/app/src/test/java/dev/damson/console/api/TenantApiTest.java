package dev.damson.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.console.ConsoleApplication;
import dev.damson.console.fixture.ExampleDomain;
import dev.damson.console.fixture.FakeDirector;
import dev.damson.console.fixture.FixtureConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        classes = {ConsoleApplication.class, FixtureConfiguration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TenantApiTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private FakeDirector director;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void refusesWithoutTheToken() throws Exception {
        assertThat(get("domains", "").statusCode()).isEqualTo(401);
        assertThat(get("domains", "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void saysWhereEachDomainIsLive() throws Exception {
        var domain = body(get("domains", "command-line")).path("domains").get(0);

        assertThat(domain.path("domain").asString()).isEqualTo("shop");
        assertThat(domain.path("live").asInt()).isEqualTo(1);
        assertThat(domain.path("edges").get(0).path("edge").asString()).isEqualTo("edge-1");
    }

    @Test
    void appliesTheReferenceFile() throws Exception {
        var answer = post("apply?message=first", ExampleDomain.shop());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body(answer).path("domains").get(0).path("changed").asBoolean())
                .isTrue();
    }

    @Test
    void saysEveryProblemWithItsPlace() throws Exception {
        var answer = post("apply", "apiVersion: damson.dev/v1\nkind: Grupp\nmetadata: {name: web, domain: shop}\n");
        var problem = body(answer).path("problems").get(0);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("message").asString()).contains("\"Grupp\"");
    }

    @Test
    void tellsPlaceValueMessageAndWhatWouldBeRightApart() throws Exception {
        var answer = post("apply", """
                apiVersion: damson.dev/v1
                kind: SegmentationPolicy
                metadata: {name: shop, domain: shop}
                spec:
                  tier: application
                  order: 10
                  rules:
                    - name: web
                      action: permit
                      from: [{any: true}]
                      to: [{any: true}]
                      services: [{protocol: TCP, port: 70000}]
                """);
        var problems = body(answer).path("problems");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problems.valueStream().map(problem -> problem.path("value").asString()))
                .containsExactly("permit", "70000");
        var action = problems.get(0);
        assertThat(action.path("file").asString()).isEqualTo("shop.yaml");
        assertThat(action.path("line").asInt()).isEqualTo(9);
        assertThat(action.path("column").asInt()).isEqualTo(15);
        assertThat(action.path("path").asString()).isEqualTo("spec.rules[0].action");
        assertThat(action.path("message").asString()).contains("\"permit\"");
        assertThat(action.path("expected").asString()).contains("allow", "deny", "reject", "pass");
    }

    @Test
    void aBombIsRefusedBeforeItGrows() throws Exception {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            var before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }
        long head = director.head;
        var answer = post("apply", bomb.toString());
        var nested = post("apply", "[".repeat(100_000));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(body(answer)
                        .path("problems")
                        .valueStream()
                        .map(problem -> problem.path("value").asString()))
                .contains("&a0", "*a0", "&a11", "*a10");
        assertThat(nested.statusCode()).isEqualTo(422);
        assertThat(body(nested).path("problems").get(0).path("message").asString())
                .contains("deeper than 40 levels");
        assertThat(director.head).isEqualTo(head);
    }

    @Test
    void fiftyMegabytesAreRefusedUnread() throws Exception {
        var large = new byte[50_000_000];
        Arrays.fill(large, (byte) ' ');
        long head = director.head;
        var answer = post(HttpRequest.BodyPublishers.ofByteArray(large));
        var endless =
                post(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large, 0, 6_000_000)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(body(answer).path("detail").asString())
                .isEqualTo("the request has 50,000,000 bytes, more than the 5,000,000 that are read:"
                        + " give fewer files at once, or split the file");
        assertThat(endless.statusCode()).isEqualTo(413);
        assertThat(body(endless).path("detail").asString()).startsWith("the request has no end");
        assertThat(director.head).isEqualTo(head);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoRequestIsSaidInASentence(byte[] request, String detail) throws Exception {
        var answer = post(HttpRequest.BodyPublishers.ofByteArray(request));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).path("detail").asString()).contains(detail);
    }

    static Stream<Arguments> whatIsNoRequestIsSaidInASentence() {
        var latin = "{\"files\": [{\"name\": \"a\",\n \"content\": \"caf\u00e9, pr\u00eat\"}]}"
                .getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                Arguments.of(latin, "is not the JSON in UTF-8 that is read here: line 2, column "),
                Arguments.of("{\"files\": [".getBytes(StandardCharsets.UTF_8), "line 1, column "),
                Arguments.of("{}".getBytes(StandardCharsets.UTF_8), "a file lacks its name or its text"),
                Arguments.of(
                        "{\"files\": [{\"name\": \"a\"}]}".getBytes(StandardCharsets.UTF_8),
                        "a file lacks its name or its text"));
    }

    @Test
    void exportsEveryDocument() throws Exception {
        assertThat(body(get("domains/shop/export", "command-line"))
                        .path("content")
                        .asString())
                .contains("kind: SegmentationPolicy", "name: protect-db", "---\n");
    }

    @Test
    void anUnknownDomainIsSaid() throws Exception {
        var answer = get("domains/never", "command-line");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(body(answer).path("detail").asString()).isEqualTo("there is no domain \"never\"");
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return http.send(request(path, token).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String file) throws IOException, InterruptedException {
        var body =
                JSON.writeValueAsString(Map.of("files", new Object[] {Map.of("name", "shop.yaml", "content", file)}));
        return http.send(
                request(path, "command-line")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        return http.send(
                request("apply", "command-line")
                        .header("Content-Type", "application/json")
                        .POST(body)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tenants/acme/" + path))
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
