package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.director.SourceFile;
import dev.damson.director.command.Workbench.Build;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.connect.ConnectivityDiff;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.connect.Vocabulary;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Kind;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.trial.Trial;
import dev.damson.policy.trial.TrialResult;
import dev.damson.topology.TenantGraph;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.inventory.EdgeRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sets of changes to one domain: reviewed and committed, from a draft or at once. */
public final class Drafting {
    private final TopologyGraph graph;
    private final Committer committer;
    private final InstantSource clock;

    Drafting(TopologyGraph graph, Committer committer, InstantSource clock) {
        this.graph = graph;
        this.committer = committer;
        this.clock = clock;
    }

    public Optional<Review> review(Actor actor, String tenant, String id) {
        actor.mustRead(tenant);
        var tenantGraph = graph.tenant(tenant);
        return tenantGraph
                .drafts()
                .find(id)
                .flatMap(draft -> tenantGraph
                        .inventory()
                        .domain(draft.domain())
                        .map(domain -> review(tenantGraph, draft, domain)));
    }

    /** Puts what files say differently from the head into a new draft. */
    public DraftImport importFiles(Actor actor, String tenant, String domain, List<SourceFile> files) {
        actor.mustChange(tenant);
        return LargeFiles.inTurn(files, () -> imported(actor, tenant, domain, files));
    }

    private DraftImport imported(Actor actor, String tenant, String domain, List<SourceFile> files) {
        var tenantGraph = graph.tenant(tenant);
        var found = tenantGraph.inventory().domain(domain);
        if (found.isEmpty()) {
            return new DraftImport.NotFound(domain);
        }
        var reading = Reading.of(files);
        var problems = new ArrayList<>(reading.problems());
        reading.objects().forEach(object -> misplaced(object, found.get()).ifPresent(problems::add));
        if (problems.stream().anyMatch(Problem::isError)) {
            return new DraftImport.Refused(problems.stream().distinct().sorted().toList());
        }
        var head = tenantGraph.documents().at(domain, found.get().head()).stream()
                .collect(Collectors.toMap(StoredDocument::key, StoredDocument::source));
        var changes = reading.objects().stream()
                .filter(object -> !object.text()
                        .strip()
                        .equals(head.getOrDefault(object.key(), "").strip()))
                .<DocumentChange>map(object -> new DocumentChange.Put(object.key(), object.text()))
                .toList();
        return tenantGraph
                .drafts()
                .open(domain, actor.name(), changes, clock.instant())
                .<DraftImport>map(DraftImport.Imported::new)
                .orElseGet(() -> new DraftImport.NotFound(domain));
    }

    public Outcome commit(Actor actor, String tenant, String id, String message) {
        actor.mustChange(tenant);
        var tenantGraph = graph.tenant(tenant);
        var draft = tenantGraph.drafts().find(id);
        if (draft.isEmpty()) {
            return new Outcome.NotFound("draft \"" + id + "\"");
        }
        var domain = tenantGraph.inventory().domain(draft.get().domain());
        if (domain.isEmpty()) {
            return new Outcome.NotFound("domain \"" + draft.get().domain() + "\"");
        }
        if (domain.get().head() != draft.get().base()) {
            return new Outcome.Outrun(draft.get().domain(), domain.get().head());
        }
        return commit(actor, tenantGraph, domain.get(), draft.get().changes(), message, draft);
    }

    /** Changes single objects of a domain as one commit. */
    public Outcome change(Actor actor, String tenant, String domain, List<DocumentChange> changes, String message) {
        actor.mustChange(tenant);
        return commit(actor, tenant, domain, changes, message);
    }

    /** The same for whom the caller has found entitled to these changes. */
    Outcome commit(Actor actor, String tenant, String domain, List<DocumentChange> changes, String message) {
        var tenantGraph = graph.tenant(tenant);
        var found = tenantGraph.inventory().domain(domain);
        if (found.isEmpty()) {
            return new Outcome.NotFound("domain \"" + domain + "\"");
        }
        return commit(actor, tenantGraph, found.get(), changes, message, Optional.empty());
    }

    /** @param domain as it was found; its head may not have moved on since, but workloads under it may have changed */
    private Outcome commit(
            Actor actor,
            TenantGraph tenantGraph,
            DomainRecord domain,
            List<DocumentChange> changes,
            String message,
            Optional<Draft> draft) {
        return committer.commit(
                actor,
                tenantGraph,
                () -> List.of(propose(
                        tenantGraph,
                        tenantGraph
                                .inventory()
                                .domain(domain.name())
                                .filter(now -> now.head() == domain.head())
                                .orElse(domain),
                        changes,
                        Build.WHAT_IS_NEEDED)),
                message,
                draft);
    }

    private Review review(TenantGraph tenantGraph, Draft draft, DomainRecord domain) {
        var proposal = propose(tenantGraph, domain, draft.changes(), Build.EVERYTHING);
        var head = tenantGraph.revisions().find(domain.name(), domain.head());
        var built = proposal.built();
        return new Review(
                draft,
                domain.head(),
                proposal.differences().stream()
                        .map(difference -> new Review.Change(difference.key(), difference.before(), difference.after()))
                        .toList(),
                Stream.concat(
                                proposal.problems().stream(),
                                built.stream().flatMap(made -> IdleRules.of(made, proposal).stream()))
                        .toList(),
                built.map(Proposal.Built::size),
                built.map(Proposal.Built::compilation),
                built.isPresent()
                        && head.filter(revision ->
                                        revision.digest().equals(built.get().digest()))
                                .isPresent(),
                built.map(made -> trials(domain, made, proposal)).orElse(List.of()),
                built.flatMap(made -> connectivity(made, proposal)));
    }

    private static List<TrialResult> trials(DomainRecord domain, Proposal.Built built, Proposal proposal) {
        var snapshot = new DomainSnapshot(
                domain.tenant(), domain.name(), domain.number(), domain.head() + 1, built.policies());
        return Trial.run(snapshot, proposal.at());
    }

    private static Optional<ConnectivityDiff> connectivity(Proposal.Built built, Proposal proposal) {
        try {
            return Optional.of(ConnectivityDiff.between(
                    DomainSnapshot.offline(built.before()),
                    DomainSnapshot.offline(built.policies()),
                    new ConnectivityOptions(Vocabulary.EVERYTHING, false, proposal.at())));
        } catch (PlanLimitExceeded tooLarge) {
            return Optional.empty();
        }
    }

    private Proposal propose(TenantGraph tenantGraph, DomainRecord domain, List<DocumentChange> changes, Build build) {
        var edges = graph.fleet().edges().stream().map(EdgeRecord::name).collect(Collectors.toUnmodifiableSet());
        var given = new HashMap<DocumentKey, Optional<Given>>();
        var problems = new ArrayList<Problem>();
        for (var change : changes) {
            switch (change) {
                case DocumentChange.Put put -> {
                    var reading = Reading.of("draft", put.key(), put.source());
                    problems.addAll(reading.problems());
                    if (reading.objects().size() != 1) {
                        problems.add(problem(put.key(), "a text holds exactly one object"));
                    }
                    reading.objects().stream()
                            .peek(object -> misplaced(object, domain).ifPresent(problems::add))
                            .forEach(object -> given.put(put.key(), Optional.of(object)));
                }
                case DocumentChange.Remove remove -> {
                    if (remove.key().kind() == Kind.DOMAIN) {
                        problems.add(problem(remove.key(), "the domain's own object cannot be removed"));
                    } else {
                        given.put(remove.key(), Optional.empty());
                    }
                }
            }
        }
        var proposal = Workbench.propose(committer.heads(), tenantGraph, domain, edges, given, clock.instant(), build);
        return problems.isEmpty() ? proposal : proposal.with(problems);
    }

    private static Optional<Problem> misplaced(Given object, DomainRecord domain) {
        return object.domain().equals(domain.name())
                ? Optional.empty()
                : Optional.of(object.source()
                        .problem(
                                Severity.ERROR,
                                "metadata.domain",
                                object.domain(),
                                "this is a change of domain \"" + domain.name() + "\"",
                                "write \"" + domain.name() + "\""));
    }

    private static Problem problem(DocumentKey key, String message) {
        return new Problem(Severity.ERROR, "draft:" + key, 1, 1, "", "", message, "");
    }
}
