package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.director.SourceFile;
import dev.damson.director.command.Workbench.Build;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.inventory.EdgeRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Files become part of the domains that they name. */
public final class Applying {
    /** A domain that does not exist yet is checked and compiled with a number that is not given to it. */
    private static final int NUMBER_FOR_A_CHECK = 1;

    private final TopologyGraph graph;
    private final Committer committer;
    private final InstantSource clock;

    Applying(TopologyGraph graph, Committer committer, InstantSource clock) {
        this.graph = graph;
        this.committer = committer;
        this.clock = clock;
    }

    public Outcome check(Actor actor, String tenant, List<SourceFile> files, boolean prune) {
        actor.mustChange(tenant);
        return LargeFiles.inTurn(files, () -> checked(tenant, files, prune));
    }

    private Outcome checked(String tenant, List<SourceFile> files, boolean prune) {
        var reading = Reading.of(files);
        var proposals = propose(tenant, reading, prune, false);
        var problems = problems(reading, proposals);
        return isFaulty(problems) ? refused(problems) : Committer.preview(graph.tenant(tenant), proposals);
    }

    public Outcome apply(Actor actor, String tenant, List<SourceFile> files, boolean prune, String message) {
        actor.mustChange(tenant);
        return LargeFiles.inTurn(files, () -> applied(actor, tenant, files, prune, message));
    }

    private Outcome applied(Actor actor, String tenant, List<SourceFile> files, boolean prune, String message) {
        var reading = Reading.of(files);
        var proposals = propose(tenant, reading, prune, false);
        var problems = problems(reading, proposals);
        if (isFaulty(problems)) {
            return refused(problems);
        }
        // Nothing is wrong, so new domains are made; without a commit they would deny everything, as with one.
        var first = new AtomicReference<>(Optional.of(proposals).filter(checked -> !namesNewDomain(tenant, reading)));
        return committer.commit(
                actor,
                graph.tenant(tenant),
                () -> first.getAndSet(Optional.empty()).orElseGet(() -> propose(tenant, reading, prune, true)),
                message,
                Optional.empty());
    }

    private boolean namesNewDomain(String tenant, Reading reading) {
        var inventory = graph.tenant(tenant).inventory();
        return byDomain(reading).keySet().stream()
                .anyMatch(name -> inventory.domain(name).isEmpty());
    }

    private List<Problem> problems(Reading reading, List<Proposal> proposals) {
        var problems = problems(reading);
        proposals.forEach(proposal -> problems.addAll(proposal.problems()));
        return problems;
    }

    private static boolean isFaulty(List<Problem> problems) {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** What the files hold that no domain can take: faults of form, objects of the platform, unknown domains. */
    private List<Problem> problems(Reading reading) {
        var problems = new ArrayList<>(reading.problems());
        for (var given : reading.objects()) {
            if (Metadata.isPlatform(given.domain())) {
                problems.add(given.source()
                        .problem(
                                Severity.ERROR,
                                "metadata.domain",
                                given.domain(),
                                "objects of the platform cannot be applied to a tenant",
                                "name a domain of the tenant"));
            }
        }
        return problems;
    }

    private List<Proposal> propose(String tenant, Reading reading, boolean prune, boolean create) {
        var tenantGraph = graph.tenant(tenant);
        var edges = graph.fleet().edges().stream().map(EdgeRecord::name).collect(Collectors.toUnmodifiableSet());
        var at = clock.instant();
        var proposals = new ArrayList<Proposal>();
        byDomain(reading).forEach((name, objects) -> {
            var existing = tenantGraph.inventory().domain(name);
            if (existing.isEmpty()
                    && objects.stream().noneMatch(given -> given.key().kind() == Kind.DOMAIN)) {
                proposals.add(unknownDomain(tenant, name, objects));
                return;
            }
            var domain = existing.orElseGet(() ->
                    create ? graph.createDomain(tenant, name) : new DomainRecord(tenant, name, NUMBER_FOR_A_CHECK, 0));
            var changes = new HashMap<DocumentKey, Optional<Given>>();
            if (prune) {
                tenantGraph.documents().at(name, domain.head()).stream()
                        .map(document -> document.key())
                        .filter(key -> !isTopology(key))
                        .forEach(key -> changes.put(key, Optional.empty()));
            }
            objects.forEach(given -> changes.put(given.key(), Optional.of(given)));
            proposals.add(Workbench.propose(
                    committer.heads(), tenantGraph, domain, edges, changes, at, Build.WHAT_IS_NEEDED));
        });
        return proposals;
    }

    private static SortedMap<String, List<Given>> byDomain(Reading reading) {
        var domains = new TreeMap<String, List<Given>>();
        reading.objects().stream()
                .filter(given -> !Metadata.isPlatform(given.domain()))
                .forEach(given -> domains.computeIfAbsent(given.domain(), name -> new ArrayList<>())
                        .add(given));
        return domains;
    }

    private Proposal unknownDomain(String tenant, String name, List<Given> objects) {
        var problems = objects.stream()
                .map(given -> given.source()
                        .problem(
                                Severity.ERROR,
                                "metadata.domain",
                                name,
                                "domain \"" + name + "\" does not exist",
                                "apply its Domain object too, or name another one"))
                .toList();
        return new Proposal(
                new DomainRecord(tenant, name, NUMBER_FOR_A_CHECK, 0),
                List.of(),
                problems,
                clock.instant(),
                Optional.empty());
    }

    /** Pruning is about policy: a policy file does not say what runs in the domain. */
    private static boolean isTopology(DocumentKey key) {
        return key.kind() == Kind.DOMAIN || key.kind() == Kind.WORKLOAD;
    }

    private static Outcome refused(List<Problem> problems) {
        return new Outcome.Refused(problems.stream().distinct().sorted().toList());
    }
}
