package dev.damson.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.console.ConsoleApplication;
import dev.damson.console.fixture.ExampleDomain;
import dev.damson.console.fixture.FixtureConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tenants/acme/" + path))
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
