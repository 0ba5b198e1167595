package dev.damson.console.api;

import dev.damson.console.place.DomainRef;
import dev.damson.console.policies.PolicyReader;
import dev.damson.console.shell.Domains;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.SourceFile;
import dev.damson.director.command.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Policy as code and where it is live, for one tenant. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
class TenantApi {
    /** Files of one request. */
    record Files(@Nullable List<NamedText> files) {
        List<SourceFile> asSources() {
            if (files == null) {
                throw incomplete();
            }
            return files.stream().map(NamedText::asSource).toList();
        }

        static IllegalArgumentException incomplete() {
            return new IllegalArgumentException("a file lacks its name or its text:"
                    + " send {\"files\": [{\"name\": \"shop.yaml\", \"content\": \"…\"}]}");
        }
    }

    record NamedText(@Nullable String name, @Nullable String content) {
        SourceFile asSource() {
            if (name == null || content == null) {
                throw Files.incomplete();
            }
            return new SourceFile(name, content);
        }
    }

    private final Director director;
    private final Domains domains;
    private final PolicyReader policies;

    TenantApi(Director director, Domains domains, PolicyReader policies) {
        this.director = director;
        this.domains = domains;
        this.policies = policies;
    }

    @PostMapping("/apply")
    ResponseEntity<?> apply(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @RequestParam(defaultValue = "false") boolean prune,
            @RequestParam(defaultValue = "") String message,
            @RequestBody Files files) {
        return answer(director.apply(actor, tenant, files.asSources(), prune, message), Answers.Applied::of);
    }

    @PostMapping("/check")
    ResponseEntity<?> check(
            @AuthenticationPrincipal Actor actor,
            @PathVariable String tenant,
            @RequestParam(defaultValue = "false") boolean prune,
            @RequestBody Files files) {
        return answer(director.check(actor, tenant, files.asSources(), prune), Answers.Checked::of);
    }

    @GetMapping("/domains")
    Answers.Domains list(@AuthenticationPrincipal Actor actor, @PathVariable String tenant) {
        actor.mustRead(tenant);
        return new Answers.Domains(domains.of(actor).stream()
                .filter(domain -> domain.tenant().equals(tenant))
                .flatMap(domain -> director.status(actor, tenant, domain.domain()).stream())
                .map(Answers.Domain::of)
                .toList());
    }

    @GetMapping("/domains/{domain}")
    ResponseEntity<?> status(
            @AuthenticationPrincipal Actor actor, @PathVariable String tenant, @PathVariable String domain) {
        return found(domain, director.status(actor, tenant, domain).map(Answers.Domain::of));
    }

    @GetMapping("/domains/{domain}/export")
    ResponseEntity<?> export(
            @AuthenticationPrincipal Actor actor, @PathVariable String tenant, @PathVariable String domain) {
        actor.mustRead(tenant);
        var export = domains.head(actor, new DomainRef(tenant, domain))
                .map(head -> policies.read(actor, new DomainRef(tenant, domain)).documents().stream()
                        .map(document -> document.source().stripTrailing() + "\n")
                        .collect(Collectors.joining("---\n")))
                .map(Answers.Export::new);
        return found(domain, export);
    }

    private static ResponseEntity<?> found(String domain, Optional<?> answer) {
        return answer.isPresent()
                ? ResponseEntity.ok(answer.get())
                : problem(HttpStatus.NOT_FOUND, "there is no domain \"" + domain + "\"");
    }

    static ResponseEntity<?> answer(Outcome outcome, Function<Outcome.Done, Object> done) {
        return switch (outcome) {
            case Outcome.Done okay -> ResponseEntity.ok(done.apply(okay));
            case Outcome.Refused refused ->
                ResponseEntity.unprocessableContent()
                        .body(new Answers.Refusal("", Answers.Found.of(refused.problems())));
            case Outcome.Outrun outrun ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(new Answers.Refusal(
                                "nothing was changed: revision %d of \"%s\" was committed meanwhile, try again"
                                        .formatted(outrun.head(), outrun.domain()),
                                List.of()));
            case Outcome.Waiting waiting ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(new Answers.Refusal(
                                "nothing is copied yet: draft %s holds the tap, and a second person has to commit it"
                                        .formatted(waiting.draft()),
                                List.of()));
            case Outcome.NotFound missing -> problem(HttpStatus.NOT_FOUND, missing.what());
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
