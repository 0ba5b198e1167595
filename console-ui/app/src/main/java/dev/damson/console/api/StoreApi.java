package dev.damson.console.api;

import dev.damson.console.tap.StoreExport;
import dev.damson.console.tap.StoreExport.Form;
import dev.damson.director.Actor;
import dev.damson.tap.store.search.QueryException;
import dev.damson.tap.store.search.QueryParser;
import dev.damson.tap.store.search.SearchRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the capture store holds of one tap, as a file: packets as pcapng or pcap, sessions as CSV, JSON lines or Parquet. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/domains/{domain}/taps/{tap}")
class StoreApi {
    private static final int BUFFER = 1 << 16;
    private static final Duration USUAL = Duration.ofHours(1);

    private final StoreExport store;
    private final Clock clock;

    StoreApi(StoreExport store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param form {@code pcapng}, {@code pcap}, {@code csv}, {@code json} or {@code parquet}
     * @param query which sessions; empty: all
     * @param from and {@code to} RFC 3339; by default the last hour
     */
    @GetMapping("/export")
    void export(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @PathVariable String tap,
            @RequestParam(defaultValue = "pcapng") String form,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(required = false) Optional<Instant> from,
            @RequestParam(required = false) Optional<Instant> to,
            @RequestParam(defaultValue = "false") boolean payload,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response)
            throws IOException {
        var end = to.orElseGet(clock::instant);
        var request = request(tenant, from.orElse(end.minus(USUAL)), end, query)
                .ofDomain(domain)
                .ofTap(tap);
        var wanted = Form.of(form)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "a form is pcapng, pcap, csv, json or parquet, not \"" + form + "\""));
        store.write(actor, request, wanted, payload, reason, begin(response, wanted.type()));
    }

    private static SearchRequest request(String tenant, Instant from, Instant to, String query) {
        try {
            return SearchRequest.of(tenant, from, to, QueryParser.parse(query));
        } catch (QueryException wrong) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "the query, at character " + (wrong.position() + 1) + ": " + wrong.getMessage(),
                    wrong);
        }
    }

    private static OutputStream begin(HttpServletResponse response, String type) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return new BufferedOutputStream(response.getOutputStream(), BUFFER);
    }
}
