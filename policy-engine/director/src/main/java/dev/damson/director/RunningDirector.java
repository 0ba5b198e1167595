package dev.damson.director;

import dev.damson.director.command.Commands;
import dev.damson.director.command.DraftImport;
import dev.damson.director.command.Outcome;
import dev.damson.director.command.Review;
import dev.damson.director.command.TapForecast;
import dev.damson.director.live.DomainStatus;
import dev.damson.director.live.DropCount;
import dev.damson.director.live.EdgeStatus;
import dev.damson.director.live.LiveListener;
import dev.damson.director.live.LiveStatus;
import dev.damson.director.live.Subscription;
import dev.damson.director.live.TapStatus;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.draft.DraftEdit;
import dev.damson.topology.inventory.EdgeRecord;
import dev.damson.topology.people.Person;
import dev.damson.topology.people.Role;
import dev.damson.topology.revision.AuditEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The director over a graph, its commands and what the edges say. Looks at the actor's rights before anything else. */
final class RunningDirector implements Director {
    private final TopologyGraph graph;
    private final Commands commands;
    private final LiveStatus live;
    private final InstantSource clock;

    RunningDirector(TopologyGraph graph, Commands commands, LiveStatus live, InstantSource clock) {
        this.graph = graph;
        this.commands = commands;
        this.live = live;
        this.clock = clock;
    }

    @Override
    public Optional<Person> signIn(String name, char[] password) {
        return graph.people().signIn(name, password);
    }

    @Override
    public Optional<Person> person(String name) {
        return graph.people().find(name);
    }

    @Override
    public boolean needsSetUp() {
        return graph.people().isEmpty();
    }

    @Override
    public boolean setUp(String name, char[] password) {
        return graph.people().putFirst(new Person(name, Optional.empty(), Set.of(Role.PLATFORM_ADMIN)), password);
    }

    @Override
    public List<String> tenants(Actor actor) {
        return graph.tenants().names().stream().filter(actor::mayRead).toList();
    }

    @Override
    public TenantReadings read(Actor actor, String tenant) {
        actor.mustRead(tenant);
        return new TenantReadings(graph.tenant(tenant));
    }

    @Override
    public Outcome apply(Actor actor, String tenant, List<SourceFile> files, boolean prune, String message) {
        return commands.applying().apply(actor, tenant, files, prune, message);
    }

    @Override
    public Outcome check(Actor actor, String tenant, List<SourceFile> files, boolean prune) {
        return commands.applying().check(actor, tenant, files, prune);
    }

    @Override
    public Optional<Draft> openDraft(Actor actor, String tenant, String domain) {
        actor.mustChange(tenant);
        return graph.tenant(tenant).drafts().open(domain, actor.name(), clock.instant());
    }

    @Override
    public DraftImport importFiles(Actor actor, String tenant, String domain, List<SourceFile> files) {
        return commands.drafting().importFiles(actor, tenant, domain, files);
    }

    @Override
    public DraftEdit editDraft(Actor actor, String tenant, String draft, long version, DocumentChange change) {
        actor.mustChange(tenant);
        return graph.tenant(tenant).drafts().edit(draft, version, change, actor.name(), clock.instant());
    }

    @Override
    public DraftEdit revertInDraft(Actor actor, String tenant, String draft, long version, DocumentKey key) {
        actor.mustChange(tenant);
        return graph.tenant(tenant).drafts().revert(draft, version, key, actor.name(), clock.instant());
    }

    @Override
    public DraftEdit rebaseDraft(Actor actor, String tenant, String draft, long version) {
        actor.mustChange(tenant);
        return graph.tenant(tenant).drafts().rebase(draft, version, clock.instant());
    }

    @Override
    public Optional<Review> review(Actor actor, String tenant, String draft) {
        return commands.drafting().review(actor, tenant, draft);
    }

    @Override
    public boolean discardDraft(Actor actor, String tenant, String draft) {
        actor.mustChange(tenant);
        return graph.tenant(tenant).drafts().discard(draft);
    }

    @Override
    public Outcome commitDraft(Actor actor, String tenant, String draft, String message) {
        return commands.drafting().commit(actor, tenant, draft, message);
    }

    @Override
    public Outcome change(Actor actor, String tenant, String domain, List<DocumentChange> changes, String message) {
        return commands.drafting().change(actor, tenant, domain, changes, message);
    }

    @Override
    public Outcome changeFailurePolicy(Actor actor, String tenant, String domain, String chain, FailurePolicy policy) {
        return commands.smallEdits().changeFailurePolicy(actor, tenant, domain, chain, policy);
    }

    @Override
    public Optional<TapForecast> forecastTap(Actor actor, String tenant, String domain, String source) {
        return commands.taps().forecast(actor, tenant, domain, source);
    }

    @Override
    public Outcome startTap(Actor actor, String tenant, String domain, String source) {
        return commands.taps().start(actor, tenant, domain, source);
    }

    @Override
    public Outcome extendTap(Actor actor, String tenant, String domain, String tap, Instant until) {
        return commands.taps().extend(actor, tenant, domain, tap, until);
    }

    @Override
    public Outcome stopTap(Actor actor, String tenant, String domain, String tap) {
        return commands.taps().stop(actor, tenant, domain, tap);
    }

    @Override
    public Outcome removeTap(Actor actor, String tenant, String domain, String tap) {
        return commands.taps().remove(actor, tenant, domain, tap);
    }

    @Override
    public Optional<DomainStatus> status(Actor actor, String tenant, String domain) {
        actor.mustRead(tenant);
        var inventory = graph.tenant(tenant).inventory();
        return inventory
                .domain(domain)
                .map(found -> live.domain(tenant, domain, found.head(), inventory.edgesOf(domain)));
    }

    @Override
    public List<TapStatus> taps(Actor actor, String tenant, String domain) {
        actor.mustRead(tenant);
        return live.taps(tenant, domain, graph.tenant(tenant).inventory().edgesOf(domain));
    }

    @Override
    public void recordTapAccess(Actor actor, String tenant, TapAccess access) {
        actor.mustRead(tenant);
        if (access.payload()) {
            actor.mustReadPayload(tenant);
            if (access.reason().isBlank()) {
                throw new IllegalArgumentException("who looks at payload has to say why: the reason is empty");
            }
        }
        graph.tenant(tenant)
                .audit()
                .append(new AuditEntry(
                        clock.instant(),
                        actor.name(),
                        access.domain(),
                        access.action().word(),
                        access.subject(),
                        access.detail()));
    }

    @Override
    public List<DropCount> drops(Actor actor, String tenant, String domain) {
        actor.mustRead(tenant);
        return live.drops(tenant, domain, graph.tenant(tenant).inventory().edgesOf(domain));
    }

    @Override
    public List<EdgeStatus> edges(Actor actor) {
        var names = actor.isPlatformAdmin()
                ? graph.fleet().edges().stream().map(EdgeRecord::name).toList()
                : actor.tenant().stream()
                        .flatMap(tenant -> edgesOf(tenant).stream())
                        .toList();
        return names.stream()
                .map(live::edge)
                .map(edge -> actor.isPlatformAdmin() ? edge : edge.withoutProblems())
                .toList();
    }

    private List<String> edgesOf(String tenant) {
        var inventory = graph.tenant(tenant).inventory();
        return inventory.domains().stream()
                .flatMap(domain -> inventory.edgesOf(domain.name()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Subscription listen(Actor actor, LiveListener listener) {
        return live.listen(new LiveListener() {
            @Override
            public void domainChanged(String tenant, String domain) {
                if (actor.mayRead(tenant)) {
                    listener.domainChanged(tenant, domain);
                }
            }

            @Override
            public void edgeChanged(String edge) {
                listener.edgeChanged(edge);
            }
        });
    }
}
