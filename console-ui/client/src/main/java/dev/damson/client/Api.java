package dev.damson.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API under {@code /api/v1/tenants/<tenant>}. */
final class Api {
    static final JsonMapper JSON = JsonMapper.shared();
    /** A commit compiles, proves and publishes before it answers. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI server;
    private final String token;
    private final String tenant;

    Api(URI server, String token, String tenant) {
        this.server = server;
        this.token = token;
        this.tenant = tenant;
    }

    /** @param status 200, 409 or 422: the three that have a body to show */
    record Answer(int status, JsonNode body) {
        boolean refused() {
            return status != 200;
        }
    }

    Answer get(String path, Map<String, String> query) {
        return send(request(path, query).GET());
    }

    Answer post(String path, Map<String, String> query, JsonNode body) {
        return send(request(path, query)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer delete(String path) {
        return send(request(path, Map.of()).DELETE());
    }

    /** An answer that may have no end, such as packets; the caller closes it. */
    InputStream stream(String path, Map<String, String> query) {
        var request = request(path, query)
                .setHeader("Accept", "*/*")
                .timeout(PATIENCE)
                .GET();
        var response = exchange(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (var body = response.body()) {
            throw failure(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException cut) {
            throw failure(response.statusCode(), "");
        }
    }

    /** A token for who knows the password. */
    String token(String name, String password) {
        var body = JSON.createObjectNode().put("name", name).put("password", password);
        var request = HttpRequest.newBuilder(server.resolve("/api/v1/tokens"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return send(request).body().path("token").asString("");
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        var parameters = query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        return HttpRequest.newBuilder(server.resolve("/api/v1/tenants/" + encode(tenant) + path + parameters))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(HttpRequest.Builder request) {
        var response = exchange(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return switch (response.statusCode()) {
                case 200, CONFLICT, UNPROCESSABLE -> new Answer(response.statusCode(), JSON.readTree(response.body()));
                default -> throw failure(response.statusCode(), response.body());
            };
        } catch (JacksonException malformed) {
            throw new ClientException(ClientException.UNREACHABLE, server + " does not answer as Damson does");
        }
    }

    private ClientException failure(int status, String body) {
        return status == 401
                ? new ClientException(
                        ClientException.UNREACHABLE,
                        "the token is not accepted at " + server + ": run \"./damson login\"")
                : new ClientException(ClientException.REFUSED, sentence(status, body));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException unreachable) {
            throw new ClientException(
                    ClientException.UNREACHABLE,
                    "Damson does not answer at " + server
                            + ": start it with \"./damson up\", or name another with --server");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ClientException(ClientException.UNREACHABLE, "stopped");
        }
    }

    /** RFC 9457: the problem's detail. */
    private static String sentence(int status, String body) {
        try {
            var detail = JSON.readTree(body).path("detail");
            if (detail.isString()) {
                return detail.asString();
            }
        } catch (JacksonException plain) {
            // no problem document: the status has to do
        }
        return "the answer was HTTP " + status;
    }
}
