package dev.damson.console.api;

import dev.damson.director.Actor;
import dev.damson.director.Director;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Begins, extends, ends and removes the taps of a domain, and says before what one would copy. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/domains/{domain}/taps")
class TapCommandApi {
    /** @param source one VirtualTap, as a file would have it: YAML or JSON */
    record Text(String source) {}

    private final Director director;
    private final Clock clock;

    TapCommandApi(Director director, Clock clock) {
        this.director = director;
        this.clock = clock;
    }

    @PostMapping("/forecast")
    TapAnswers.Forecast forecast(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @RequestBody Text text) {
        return director.forecastTap(actor, tenant, domain, text.source())
                .map(TapAnswers.Forecast::of)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no domain \"" + domain + "\""));
    }

    @PostMapping
    ResponseEntity<?> start(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @RequestBody Text text) {
        return TenantApi.answer(director.startTap(actor, tenant, domain, text.source()), Answers.Applied::of);
    }

    /** @param length from now on */
    @PostMapping("/{tap}/extend")
    ResponseEntity<?> extend(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @PathVariable String tap,
            @RequestParam("for") Duration length) {
        if (!length.isPositive()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "a tap is extended by a positive duration, not \"" + length + "\"");
        }
        return TenantApi.answer(
                director.extendTap(actor, tenant, domain, tap, clock.instant().plus(length)), Answers.Applied::of);
    }

    @PostMapping("/{tap}/stop")
    ResponseEntity<?> stop(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @PathVariable String tap) {
        return TenantApi.answer(director.stopTap(actor, tenant, domain, tap), Answers.Applied::of);
    }

    /** Takes the tap away, and with it what is stored of it. */
    @DeleteMapping("/{tap}")
    ResponseEntity<?> remove(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @PathVariable String tap) {
        return TenantApi.answer(director.removeTap(actor, tenant, domain, tap), Answers.Applied::of);
    }
}
