package dev.damson.console.api;

import dev.damson.console.place.DomainRef;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.shell.Domains;
import dev.damson.console.tap.Tails;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.tap.live.TailRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Taps of one tenant: which there are, and their packets as they come. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
class TapApi {
    static final String PCAPNG = "application/x-pcapng";

    /** Each holds a thread and two connections to Kafka. */
    private static final int MOST_TAILS = 16;

    /** More of the past is found in the store. */
    private static final Duration LONGEST_PAST = Duration.ofHours(1);

    private final Director director;
    private final Domains domains;
    private final PolicyReader policies;
    private final Tails tails;
    private final Semaphore free = new Semaphore(MOST_TAILS);

    TapApi(Director director, Domains domains, PolicyReader policies, Tails tails) {
        this.director = director;
        this.domains = domains;
        this.policies = policies;
        this.tails = tails;
    }

    @GetMapping("/taps")
    TapAnswers.Taps list(@AuthenticationPrincipal Actor actor, @PathVariable String tenant) {
        actor.mustRead(tenant);
        return new TapAnswers.Taps(domains.of(actor).stream()
                .filter(domain -> domain.tenant().equals(tenant))
                .flatMap(domain -> of(actor, domain).stream())
                .toList());
    }

    private List<TapAnswers.Tap> of(Actor actor, DomainRef domain) {
        var counts = director.taps(actor, domain.tenant(), domain.domain());
        return policies.read(actor, domain).set().taps().stream()
                .map(tap -> TapAnswers.Tap.of(domain.domain(), tap, counts))
                .toList();
    }

    /**
     * Packets without end, as one pcapng section.
     *
     * @param since also those of this time before now
     * @param packets end after so many; 0: never
     */
    @GetMapping("/domains/{domain}/taps/{tap}/tail")
    void tail(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @PathVariable String domain,
            @PathVariable String tap,
            @RequestParam(defaultValue = "PT0S") Duration since,
            @RequestParam(defaultValue = "0") long packets,
            @RequestParam(defaultValue = "false") boolean payload,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        actor.mustRead(tenant);
        mustExist(actor, new DomainRef(tenant, domain), tap);
        var request = TailRequest.ofTenant(tenant).ofDomain(domain).ofTap(tap);
        if (since.isPositive()) {
            request = request.since(since.compareTo(LONGEST_PAST) > 0 ? LONGEST_PAST : since)
                    .complete();
        }
        if (!free.tryAcquire()) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, MOST_TAILS + " tails are open already: end one, or try again");
        }
        try {
            response.setContentType(PCAPNG);
            var answer = new TapTail(response.getOutputStream(), packets);
            answer.run(tails.open(actor, request, payload, reason, answer));
        } finally {
            free.release();
        }
    }

    private void mustExist(Actor actor, DomainRef domain, String tap) {
        var known = domains.head(actor, domain).isPresent()
                && policies.read(actor, domain).set().taps().stream()
                        .anyMatch(object -> object.name().equals(tap));
        if (!known) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "there is no tap \"" + tap + "\" in domain \"" + domain.domain() + "\"");
        }
    }
}
